package org.cobnut.mint.payment;

import org.cobnut.payment.NodeId;

/// A processor has been started and can be asked about what its node was given before.
public record ProcessorStarted(NodeId node) {}
