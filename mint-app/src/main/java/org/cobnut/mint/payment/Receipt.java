package org.cobnut.mint.payment;

import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.NodeId;

/// Money that a processor says has arrived.
///
/// @param processor its name, for people only
/// @param node that has the money: a receipt counts for its own requests alone
/// @param unit of the amount
public record Receipt(String processor, NodeId node, String unit, IncomingPayment payment) {}
