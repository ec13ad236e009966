package org.cobnut.payment;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// Something that others can pay: an invoice, an offer, an address.
///
/// @param lookup under which its receipts will be reported
/// @param request what the payer is shown
/// @param expiry absent when the request does not expire
/// @param extraJson what a custom method adds to the quote
public record IncomingRequest(
        LookupId lookup,
        String request,
        @Nullable Instant expiry,
        @Nullable String extraJson) {

    /// Leaves out the request: who can read it knows what is paid for.
    @Override
    public String toString() {
        return "IncomingRequest[" + lookup + "]";
    }
}
