package org.cobnut.signatory;

import java.util.Collection;

/// Where a [SeedSignatory] keeps what it has to remember; several of them may share one.
public interface KeysetDefinitions {

    /// All there are, in no particular order.
    Collection<KeysetDefinition> all();

    /// Keeps one more, durably, unless there is one of the same unit and index.
    ///
    /// @return whether it is kept; false means that there is another one
    boolean add(KeysetDefinition definition);
}
