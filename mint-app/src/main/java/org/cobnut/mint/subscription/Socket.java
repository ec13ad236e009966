package org.cobnut.mint.subscription;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/// A wallet's socket. Other threads only put messages into its outbox; a thread of the socket's own sends them. A
/// wallet that reads slower than things happen is cut off.
final class Socket {

    private static final Logger log = LoggerFactory.getLogger(Socket.class);

    /// Lets a writer that waits see that the socket is to be closed; it is never sent.
    private static final WebSocketMessage<?> WAKE = new PingMessage();

    private final WebSocketSession session;
    private final Outbox outbox;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable CloseStatus> closing = new AtomicReference<>();
    private volatile long heardNanos = System.nanoTime();

    Socket(WebSocketSession session, Outbox outbox) {
        this.session = session;
        this.outbox = outbox;
        Thread.ofVirtual().name("socket-" + session.getId()).start(this::write);
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    void send(String text) {
        put(new TextMessage(text));
    }

    void ping() {
        put(new PingMessage());
    }

    private void put(WebSocketMessage<?> message) {
        if (!isClosed() && !outbox.offer(message)) {
            close(CloseStatus.POLICY_VIOLATION.withReason("read faster: too many messages wait"));
        } else if (isClosed()) {
            outbox.remove(message); // it came after all others were thrown away
        }
    }

    void heard() {
        heardNanos = System.nanoTime();
    }

    long silentNanos() {
        return System.nanoTime() - heardNanos;
    }

    boolean isClosed() {
        return closing.get() != null;
    }

    /// Says why, if the wallet still listens. Returns at once: a socket that is stuck must not hold up others.
    /// Nothing is interrupted: a message that is half sent would take the place of the reason.
    void close(CloseStatus reason) {
        if (closing.compareAndSet(null, reason)) {
            outbox.clear();
            outbox.offer(WAKE);
            Thread.ofVirtual().start(() -> closeSession(reason));
        }
    }

    private void closeSession(CloseStatus reason) {
        try {
            session.close(reason);
        } catch (IOException | IllegalStateException gone) {
            log.debug("a socket was gone before it was closed: {}", gone.toString());
        }
    }

    private void write() {
        try {
            for (var message = outbox.take(); !isClosed(); message = outbox.take()) {
                session.sendMessage(message);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException | IllegalStateException gone) {
            log.debug("a socket cannot be written to: {}", gone.toString());
            close(CloseStatus.SESSION_NOT_RELIABLE.withReason("sending took too long"));
        }
    }
}
