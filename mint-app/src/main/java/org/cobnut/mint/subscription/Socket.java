package org.cobnut.mint.subscription;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/// A wallet's socket. Whoever has something for it puts that into its outbox and goes on; a thread of the
/// socket's own sends. A wallet that reads slower than things happen is cut off.
final class Socket {

    private static final Logger log = LoggerFactory.getLogger(Socket.class);

    private final WebSocketSession session;
    private final BlockingQueue<WebSocketMessage<?>> outbox;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Thread writer;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean isClosed;

    Socket(WebSocketSession session, int outbox) {
        this.session = session;
        this.outbox = new LinkedBlockingQueue<>(outbox);
        this.writer = Thread.ofVirtual().name("socket-" + session.getId()).start(this::write);
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
        if (!isClosed && !outbox.offer(message)) {
            close(CloseStatus.POLICY_VIOLATION.withReason("read faster: too many messages wait"));
        }
    }

    void heard() {
        heardNanos = System.nanoTime();
    }

    long silentNanos() {
        return System.nanoTime() - heardNanos;
    }

    boolean isClosed() {
        return isClosed;
    }

    /// Says why, if the wallet still listens. Returns at once: a socket that is stuck must not hold up whoever closes
    /// it.
    void close(CloseStatus reason) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        writer.interrupt();
        Thread.ofVirtual().start(() -> closeSession(reason));
    }

    private void closeSession(CloseStatus reason) {
        try {
            session.close(reason);
        } catch (IOException gone) {
            log.debug("a socket was gone before it was closed: {}", gone.toString());
        }
    }

    private void write() {
        try {
            while (!isClosed) {
                session.sendMessage(outbox.take());
            }
        } catch (InterruptedException _) {
            log.debug("a socket's writer ends");
        } catch (IOException | IllegalStateException gone) {
            log.debug("a socket cannot be written to: {}", gone.toString());
            close(CloseStatus.SESSION_NOT_RELIABLE.withReason("sending took too long"));
        }
    }
}
