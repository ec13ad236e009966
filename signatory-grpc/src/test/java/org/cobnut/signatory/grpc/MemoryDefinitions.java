package org.cobnut.signatory.grpc;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.KeysetDefinitions;

/// Definitions that a test keeps in memory.
final class MemoryDefinitions implements KeysetDefinitions {

    private final List<KeysetDefinition> kept = new CopyOnWriteArrayList<>();

    @Override
    public Collection<KeysetDefinition> all() {
        return List.copyOf(kept);
    }

    @Override
    public boolean add(KeysetDefinition definition) {
        return kept.add(definition);
    }
}
