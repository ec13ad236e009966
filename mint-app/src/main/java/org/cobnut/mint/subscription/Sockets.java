package org.cobnut.mint.subscription;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/// The sockets that are open: counted, pinged, and closed with a reason when the mint stops.
@Component
class Sockets implements SmartLifecycle {

    /// Before the web server begins to wait for requests under way: sockets are none that would ever end.
    private static final int PHASE = Integer.MAX_VALUE - 512;

    private static final int PINGS_UNANSWERED = 3;

    private final Map<String, Socket> open = new ConcurrentHashMap<>();
    private final SubscriptionSettings settings;
    private final TaskScheduler scheduler;
    private volatile boolean isRunning;
    private @Nullable ScheduledFuture<?> pings;

    Sockets(SubscriptionSettings settings, TaskScheduler scheduler, MeterRegistry meters) {
        this.settings = settings;
        this.scheduler = scheduler;
        Gauge.builder("cobnut.subscription.sockets", open, Map::size)
                .description("WebSockets that are open")
                .register(meters);
    }

    int count() {
        return open.size();
    }

    boolean isFull() {
        return open.size() >= settings.sockets();
    }

    void add(String id, Socket socket) {
        open.put(id, socket);
        if (!isRunning) {
            socket.close(stopping());
        } else if (open.size() > settings.sockets()) {
            socket.close(CloseStatus.SERVICE_OVERLOAD.withReason("too many sockets are open"));
        }
    }

    void remove(String id) {
        open.remove(id);
    }

    private void ping() {
        var maxWait = settings.ping().toNanos() * PINGS_UNANSWERED;
        for (var socket : open.values()) {
            if (socket.silentNanos() > maxWait) {
                socket.close(CloseStatus.SESSION_NOT_RELIABLE.withReason("pings were not answered"));
            } else {
                socket.ping();
            }
        }
    }

    @Override
    public void start() {
        isRunning = true;
        pings = scheduler.scheduleWithFixedDelay(this::ping, settings.ping());
    }

    @Override
    public void stop() {
        isRunning = false;
        if (pings != null) {
            pings.cancel(false);
        }
        open.values().forEach(socket -> socket.close(stopping()));
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private static CloseStatus stopping() {
        return CloseStatus.GOING_AWAY.withReason("the mint is stopping");
    }
}
