package org.cobnut.mint.subscription;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/// What waits for one wallet to read it, bounded by itself and together with what waits for all others.
final class Outbox {

    /// A wallet for which no more messages wait than this is not cut off because others do not read theirs.
    private static final int FEW = 16;

    private final BlockingQueue<WebSocketMessage<?>> messages;
    private final Backlog backlog;

    /// @param size messages that may wait
    Outbox(int size, Backlog backlog) {
        this.messages = new LinkedBlockingQueue<>(size);
        this.backlog = backlog;
    }

    /// The text that waits for all wallets together.
    ///
    /// @param max characters
    record Backlog(long max, AtomicLong characters) {

        Backlog(long max) {
            this(max, new AtomicLong());
        }
    }

    /// Takes a message in.
    ///
    /// @return whether there was room
    boolean offer(WebSocketMessage<?> message) {
        if (messages.size() >= FEW && backlog.characters.get() > backlog.max) {
            return false;
        }
        backlog.characters.addAndGet(length(message));
        if (!messages.offer(message)) {
            backlog.characters.addAndGet(-length(message));
            return false;
        }
        return true;
    }

    WebSocketMessage<?> take() throws InterruptedException {
        var message = messages.take();
        backlog.characters.addAndGet(-length(message));
        return message;
    }

    /// Takes back what was offered, unless it was taken.
    void remove(WebSocketMessage<?> message) {
        if (messages.remove(message)) {
            backlog.characters.addAndGet(-length(message));
        }
    }

    void clear() {
        for (var message = messages.poll(); message != null; message = messages.poll()) {
            backlog.characters.addAndGet(-length(message));
        }
    }

    private static long length(WebSocketMessage<?> message) {
        return message instanceof TextMessage text ? text.getPayload().length() : 0;
    }
}
