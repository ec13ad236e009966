package org.cobnut.mint.subscription;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Who watches what, and what they were told last. Used by one thread, the [Announcer]'s: hence nothing is
/// told twice or out of order.
final class Watch {

    private final JsonRpc rpc;
    private final Map<Topic, Entry> entries = new HashMap<>();

    Watch(JsonRpc rpc) {
        this.rpc = rpc;
    }

    private static final class Entry {

        private final Set<Subscription> subscriptions = new LinkedHashSet<>();
        private @Nullable Snapshot last;

        boolean isFinal() {
            return last != null && last.isFinal();
        }
    }

    /// Begins a subscription by telling how things are.
    ///
    /// @param snapshots of its topics, read just now
    void begin(Subscription subscription, Collection<Snapshot> snapshots) {
        for (var topic : subscription.topics()) {
            entries.computeIfAbsent(topic, _ -> new Entry()).subscriptions.add(subscription);
        }
        for (var snapshot : snapshots) {
            var entry = entries.get(snapshot.topic());
            if (entry != null && subscription.topics().contains(snapshot.topic())) {
                entry.last = snapshot;
                tell(subscription, snapshot);
            }
        }
    }

    void remove(Subscription subscription) {
        for (var topic : subscription.topics()) {
            var entry = entries.get(topic);
            if (entry != null && entry.subscriptions.remove(subscription) && entry.subscriptions.isEmpty()) {
                entries.remove(topic);
            }
        }
    }

    boolean isWatched(Topic topic) {
        return entries.containsKey(topic);
    }

    /// What may still change.
    List<Topic> unfinished() {
        var topics = new ArrayList<Topic>();
        entries.forEach((topic, entry) -> {
            if (!entry.isFinal()) {
                topics.add(topic);
            }
        });
        return topics;
    }

    /// Tells all who watch it, unless it is what they know or older than that.
    void changed(Snapshot now) {
        var entry = entries.get(now.topic());
        if (entry == null || now.equals(entry.last) || (entry.isFinal() && !now.isFinal())) {
            return;
        }
        entry.last = now;
        entry.subscriptions.forEach(subscription -> tell(subscription, now));
    }

    private void tell(Subscription subscription, Snapshot snapshot) {
        subscription.socket().send(rpc.notification(subscription.subId(), snapshot.json()));
    }
}
