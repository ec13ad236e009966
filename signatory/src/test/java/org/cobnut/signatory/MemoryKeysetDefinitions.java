package org.cobnut.signatory;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Definitions that a test keeps in memory.
final class MemoryKeysetDefinitions implements KeysetDefinitions {

    private final List<KeysetDefinition> kept = new CopyOnWriteArrayList<>();

    MemoryKeysetDefinitions(KeysetDefinition... kept) {
        this.kept.addAll(List.of(kept));
    }

    @Override
    public Collection<KeysetDefinition> all() {
        return List.copyOf(kept);
    }

    @Override
    public boolean add(KeysetDefinition definition) {
        return kept.stream()
                        .noneMatch(
                                other -> other.unit().equals(definition.unit()) && other.index() == definition.index())
                && kept.add(definition);
    }
}
