package org.cobnut.payment;

/// The node (or wallet, or account) behind a processor, the same over restarts and under any configured name.
///
/// What a processor says about an attempt or a request counts only while it speaks for the node that was given it.
public record NodeId(String value) {

    public NodeId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("empty node id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
