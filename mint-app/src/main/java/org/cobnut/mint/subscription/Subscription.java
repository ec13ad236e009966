package org.cobnut.mint.subscription;

import java.util.Set;

/// What one socket watches under one `subId`.
record Subscription(Socket socket, String subId, Set<Topic> topics) {

    Subscription {
        topics = Set.copyOf(topics);
    }

    /// One of its kind: two sockets may use the same `subId`.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
