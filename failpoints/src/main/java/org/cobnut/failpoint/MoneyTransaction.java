package org.cobnut.failpoint;

import java.util.List;

/// The transactions that move money, each by the statements that write, in their order.
public enum MoneyTransaction {
    /// A group of swaps.
    SWAP(
            "insert proof",
            "insert blind_signature",
            "insert completed_operations",
            "update keyset_amounts total_issued",
            "commit"),
    /// A swap's inputs are held while a signatory elsewhere is asked.
    HOLD("insert saga_state", "insert proof", "insert blind_signature", "update keyset_amounts total_issued", "commit"),
    /// A swap that is held has its signatures.
    COMPLETE(
            "delete saga_state",
            "update proof state 'SPENT'",
            "update blind_signature amount",
            "insert completed_operations",
            "update keyset_amounts total_issued",
            "commit"),
    /// A swap that is held gets none.
    GIVE_BACK(
            "delete saga_state",
            "delete proof",
            "delete blind_signature",
            "update keyset_amounts total_issued",
            "commit"),
    /// A group with mints, single or batch.
    MINT(
            "update mint_quote amount_issued",
            "insert blind_signature",
            "insert completed_operations",
            "insert mint_quote_issued",
            "update keyset_amounts total_issued",
            "commit"),
    /// Money has arrived for a quote.
    RECEIPT("insert mint_quote_payments", "update mint_quote amount_paid", "commit"),
    /// A melt's inputs are held.
    RESERVE(
            "update melt_quote state 'PENDING'",
            "insert saga_state",
            "insert melt_attempt",
            "insert melt_request",
            "insert proof",
            "insert blind_signature",
            "update keyset_amounts total_issued",
            "commit"),
    /// A dead replica's melt or swap gets another owner.
    ADOPT("update saga_state replica_id", "commit"),
    /// A melt's payment may be on its way from here on.
    ATTEMPT("update saga_state state 'attempted'", "commit"),
    /// A melt's payment has arrived.
    SETTLE(
            "delete saga_state",
            "update melt_quote state 'PAID'",
            "update melt_attempt state 'PAID'",
            "delete melt_request",
            "update proof state 'SPENT'",
            "update blind_signature amount",
            "delete blind_signature",
            "insert completed_operations",
            "update keyset_amounts total_issued",
            "commit"),
    /// A melt's payment has arrived, and its change cannot be signed now.
    OWE(
            "update saga_state state 'paid'",
            "update melt_quote state 'PAID'",
            "update melt_attempt state 'PAID'",
            "update proof state 'SPENT'",
            "update keyset_amounts total_issued",
            "commit"),
    /// The change that was owed is signed.
    FINISH(
            "delete saga_state",
            "delete melt_request",
            "update blind_signature amount",
            "delete blind_signature",
            "insert completed_operations",
            "update keyset_amounts total_issued",
            "commit"),
    /// A melt's payment has failed for good.
    RELEASE(
            "delete saga_state",
            "update melt_quote state",
            "update melt_attempt state 'FAILED'",
            "delete melt_request",
            "delete proof",
            "delete blind_signature",
            "update keyset_amounts total_issued",
            "commit"),
    /// A melt pays a mint quote of the same mint.
    INNER_PAYMENT(
            "update mint_quote amount_paid",
            "insert mint_quote_payments",
            "update melt_quote state 'PAID'",
            "insert proof",
            "insert blind_signature",
            "insert completed_operations",
            "update keyset_amounts total_issued",
            "commit");

    private final List<String> writes;

    MoneyTransaction(String... writes) {
        this.writes = List.of(writes);
    }

    /// What has been written when `step` has.
    ///
    /// @throws IllegalArgumentException if this has no such step
    Trail until(String step) {
        int last = writes.indexOf(step);
        if (last < 0) {
            throw new IllegalArgumentException(this + " has no step " + step);
        }
        return new Trail(writes.subList(0, last + 1));
    }

    /// What it writes, in order; last it commits.
    List<String> writes() {
        return writes;
    }
}
