package org.cobnut.payment;

import java.util.Set;

/// Makes the processors of one kind. A module registers its factory as a bean; the mint never lists kinds.
public interface PaymentProcessorFactory {

    /// What `cobnut.processors.<name>.kind` calls it.
    String kind();

    /// The units of an instance that names none: one processor is made for each.
    Set<String> defaultUnits();

    /// Whether the money that its processors move is real. The users of a mint are told where it is not.
    default boolean isReal() {
        return true;
    }

    /// Makes a processor that is not started yet; reaches for no node.
    ///
    /// @throws IllegalArgumentException when the instance's unit or options make no sense, which stops the start-up
    PaymentProcessor create(ProcessorInstance instance);
}
