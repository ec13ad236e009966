package org.cobnut.mint.replica;

/// Takes over what dead replicas have left unfinished. Each feature that has such operations implements it.
public interface TakeoverSweep {

    /// Called at every heartbeat, less often than a feature looks at operations of its own: leases last longer than
    /// that. What fails is tried again at the next one, so this throws nothing.
    void takeOver();
}
