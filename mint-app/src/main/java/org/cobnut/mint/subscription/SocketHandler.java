package org.cobnut.mint.subscription;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/// NUT-17's two methods.
@Component
class SocketHandler extends TextWebSocketHandler {

    private static final Logger log = LoggerFactory.getLogger(SocketHandler.class);

    private static final String SOCKET = "socket";
    private static final int MAX_SUB_ID_LENGTH = 128;
    private static final int MAX_KIND_LENGTH = 64;

    /// Tomcat's own setting: how long a single message may take to be written.
    private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final long SEND_TIMEOUT_MILLIS = 10_000;

    /// What all sockets together may use: a frame costs up to a thousand points, and threads that compute are not
    /// interrupted for requests that wait.
    private final Semaphore cores =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private final JsonRpc rpc;
    private final Announcer announcer;
    private final Snapshots snapshots;
    private final Sockets sockets;
    private final SubscriptionSettings settings;
    private final Outbox.Backlog backlog;

    SocketHandler(
            JsonRpc rpc, Announcer announcer, Snapshots snapshots, Sockets sockets, SubscriptionSettings settings) {
        this.rpc = rpc;
        this.announcer = announcer;
        this.snapshots = snapshots;
        this.sockets = sockets;
        this.settings = settings;
        this.backlog = new Outbox.Backlog(settings.backlog().toBytes());
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(Math.toIntExact(settings.frame().toBytes()));
        if (session instanceof StandardWebSocketSession standard) {
            standard.getNativeSession().getUserProperties().put(SEND_TIMEOUT, SEND_TIMEOUT_MILLIS);
        }
        var socket = new Socket(session, new Outbox(settings.outbox(), backlog));
        session.getAttributes().put(SOCKET, socket);
        sockets.add(session.getId(), socket);
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        var socket = socket(session);
        socket.heard();
        cores.acquireUninterruptibly();
        Set<Topic> begun;
        try {
            begun = carryOut(socket, message.getPayload());
        } finally {
            cores.release();
        }
        refresh(begun);
    }

    /// @return what is watched from now on
    private Set<Topic> carryOut(Socket socket, String frame) {
        try {
            var request = rpc.parse(frame);
            return switch (request.method()) {
                case "subscribe" -> subscribe(socket, request);
                case "unsubscribe" -> unsubscribe(socket, request);
                default -> throw new JsonRpc.Refused(request.id(), JsonRpc.METHOD_NOT_FOUND, "no such method");
            };
        } catch (JsonRpc.Refused refused) {
            socket.send(rpc.refused(refused));
            return Set.of();
        }
    }

    private Set<Topic> subscribe(Socket socket, JsonRpc.Request request) throws JsonRpc.Refused {
        var subId = request.text("subId", MAX_SUB_ID_LENGTH);
        var topics = topics(request);
        if (socket.subscriptions().containsKey(subId)) {
            throw request.invalid("this subId is in use");
        }
        if (socket.subscriptions().size() >= settings.perSocket()) {
            throw request.invalid("at most " + settings.perSocket() + " subscriptions per socket");
        }
        var subscription = new Subscription(socket, subId, topics);
        socket.send(rpc.accepted(request, subId));
        begin(subscription);
        return topics;
    }

    private void begin(Subscription subscription) {
        var socket = subscription.socket();
        if (!announcer.begin(subscription)) {
            socket.close(CloseStatus.SERVICE_OVERLOAD.withReason("too much is being watched: try again later"));
            return;
        }
        socket.subscriptions().put(subscription.subId(), subscription);
        if (socket.isClosed() && socket.subscriptions().remove(subscription.subId(), subscription)) {
            announcer.end(subscription);
        }
    }

    /// In the socket's own thread, which may wait for a node.
    private void refresh(Set<Topic> topics) {
        try {
            snapshots.refresh(topics);
        } catch (RuntimeException failure) {
            log.debug("a processor could not be asked: {}", failure.toString());
        }
    }

    private Set<Topic> topics(JsonRpc.Request request) throws JsonRpc.Refused {
        var kind = request.text("kind", MAX_KIND_LENGTH);
        var topics = new LinkedHashSet<Topic>();
        for (var filter : request.texts("filters", settings.filters())) {
            try {
                topics.add(Topic.of(kind, filter));
            } catch (IllegalArgumentException flaw) {
                throw request.invalid(String.valueOf(flaw.getMessage()));
            }
        }
        return topics;
    }

    private Set<Topic> unsubscribe(Socket socket, JsonRpc.Request request) throws JsonRpc.Refused {
        var subId = request.text("subId", MAX_SUB_ID_LENGTH);
        var subscription = socket.subscriptions().remove(subId);
        if (subscription == null) {
            throw request.invalid("no such subId");
        }
        announcer.end(subscription);
        socket.send(rpc.accepted(request, subId));
        return Set.of();
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        socket(session).heard();
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable exception) {
        log.debug("a socket broke: {}", exception.toString());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        sockets.remove(session.getId());
        var socket = socket(session);
        socket.close(status);
        socket.subscriptions().values().removeIf(subscription -> {
            announcer.end(subscription);
            return true;
        });
    }

    private static Socket socket(WebSocketSession session) {
        return (Socket) Objects.requireNonNull(session.getAttributes().get(SOCKET));
    }
}
