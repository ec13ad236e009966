package org.cobnut.mint.payment;

import org.cobnut.payment.Money;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentMethod;

/// Money that a processor says has arrived.
///
/// @param source who says so
/// @param lookupId of the request that was paid
/// @param paymentId tells this receipt from others for the same request
public record Receipt(Source source, String lookupId, String paymentId, Money amount) {

    /// Where a receipt comes from: it counts for requests of the same node, unit and method alone.
    ///
    /// @param processor its configured name, for people only
    public record Source(String processor, NodeId node, String unit, PaymentMethod method) {}
}
