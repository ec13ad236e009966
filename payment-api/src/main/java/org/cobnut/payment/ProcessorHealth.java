package org.cobnut.payment;

/// Whether a processor can be used now.
public sealed interface ProcessorHealth {

    record Up() implements ProcessorHealth {}

    /// New requests and quotes are refused until the node is back.
    ///
    /// @param reason for the operator; holds no secrets
    record Down(String reason) implements ProcessorHealth {}
}
