package org.cobnut.acceptance;

/// What has to be true of a mint's tables: each rule finds the rows that must not be.
enum BookRule {
    ISSUED_IS_SIGNED(sums("total_issued", "blind_signature", "c IS NOT NULL")),
    REDEEMED_IS_SPENT(sums("total_redeemed", "proof", "state = 'SPENT'")),
    RESERVED_IS_PENDING(sums("total_reserved", "proof", "state = 'PENDING'")),
    FEES_ARE_OF_OPERATIONS("""
        SELECT 'fees' FROM (SELECT SUM(fee_collected) AS fees FROM keyset_amounts) k,
                           (SELECT COALESCE(SUM(fee_collected), 0) AS fees FROM completed_operations) o
        WHERE k.fees <> o.fees
        """),
    HELD_BELONGS_TO_SOMEBODY("""
        SELECT operation_id FROM proof WHERE state = 'PENDING'
            AND operation_id NOT IN (SELECT operation_id FROM saga_state)
        UNION ALL
        SELECT operation_id FROM blind_signature WHERE c IS NULL
            AND operation_id NOT IN (SELECT operation_id FROM saga_state)
        UNION ALL
        SELECT quote_id FROM melt_request
            WHERE quote_id NOT IN (SELECT quote_id FROM saga_state WHERE quote_id IS NOT NULL)
        """),
    OPERATION_HAS_ITS_INPUTS(parts("proof", "state = 'SPENT'", "redeemed", "inputs")),
    OPERATION_HAS_ITS_OUTPUTS(parts("blind_signature", "c IS NOT NULL", "issued", "outputs")),
    SPENT_AND_SIGNED_IS_OF_OPERATIONS("""
        SELECT operation_id FROM proof WHERE state = 'SPENT'
            AND operation_id NOT IN (SELECT operation_id FROM completed_operations)
        UNION ALL
        SELECT operation_id FROM blind_signature WHERE c IS NOT NULL
            AND operation_id NOT IN (SELECT operation_id FROM completed_operations)
        """),
    SWAP_GIVES_WHAT_IT_TAKES("""
        SELECT operation_id FROM completed_operations
        WHERE operation_kind = 'swap' AND total_redeemed <> total_issued + fee_collected
        """),
    MELT_TAKES_WHAT_IT_COSTS("""
        SELECT operation_id FROM completed_operations
        WHERE operation_kind = 'melt'
          AND total_redeemed < total_issued + fee_collected + payment_amount + payment_fee
        """),
    MINT_DRAWS_WHAT_IT_GIVES("""
        SELECT o.operation_id FROM completed_operations o
        LEFT JOIN (SELECT operation_id, SUM(amount) AS drawn FROM mint_quote_issued GROUP BY operation_id) i
            ON i.operation_id = o.operation_id
        WHERE o.operation_kind IN ('mint', 'batch_mint') AND o.total_issued <> COALESCE(i.drawn, 0)
        """),
    QUOTE_IS_AS_ITS_ROWS_SAY("""
        SELECT q.id FROM mint_quote q
        LEFT JOIN (SELECT quote_id, SUM(amount) AS n FROM mint_quote_payments GROUP BY quote_id) p
            ON p.quote_id = q.id
        LEFT JOIN (SELECT quote_id, SUM(amount) AS n FROM mint_quote_issued GROUP BY quote_id) i
            ON i.quote_id = q.id
        WHERE q.amount_paid <> COALESCE(p.n, 0) OR q.amount_issued <> COALESCE(i.n, 0)
        """),
    PENDING_MELT_IS_UNDER_WAY("""
        SELECT id FROM melt_quote
        WHERE (state = 'PENDING') <> (id IN (SELECT quote_id FROM saga_state WHERE quote_id IS NOT NULL))
        """),
    UNPAID_MELT_HAS_TAKEN_NOTHING("""
        SELECT q.id FROM melt_quote q JOIN proof p ON p.quote_id = q.id WHERE q.state IN ('UNPAID', 'FAILED')
        """),
    PAID_MELT_HAS_TAKEN_SOMETHING("""
        SELECT id FROM melt_quote
        WHERE state = 'PAID' AND id NOT IN (SELECT quote_id FROM proof WHERE quote_id IS NOT NULL)
        """),
    QUOTE_IS_PAID_BY_ONE_ATTEMPT("""
        SELECT quote_id FROM melt_attempt WHERE state = 'PAID' GROUP BY quote_id HAVING COUNT(*) > 1
        """),
    INVOICE_IS_PAID_BY_ONE_QUOTE("""
        SELECT id FROM melt_quote q WHERE state = 'PAID' AND EXISTS
            (SELECT 1 FROM melt_quote o WHERE o.payment_hash = q.payment_hash AND o.id <> q.id AND o.state = 'PAID')
        """),
    NOTHING_IS_LOST("SELECT id FROM melt_quote WHERE loss"),

    NOTHING_IS_UNDER_WAY("SELECT operation_id FROM saga_state", false),
    NO_RECEIPT_WAITS("SELECT request_lookup_id FROM unmatched_receipt", false);

    private final String violations;
    private final boolean holdsAlways;

    BookRule(String violations) {
        this(violations, true);
    }

    BookRule(String violations, boolean holdsAlways) {
        this.violations = violations;
        this.holdsAlways = holdsAlways;
    }

    String violations() {
        return violations;
    }

    /// Whether it holds at every instant, and not only when nothing is under way.
    boolean holdsAlways() {
        return holdsAlways;
    }

    private static String sums(String column, String table, String condition) {
        return """
            SELECT k.keyset_id FROM keyset_amounts k
            LEFT JOIN (SELECT keyset_id, SUM(amount) AS n FROM %s WHERE %s GROUP BY keyset_id) r
                ON r.keyset_id = k.keyset_id
            WHERE k.%s <> COALESCE(r.n, 0)
            """.formatted(table, condition, column);
    }

    private static String parts(String table, String condition, String sum, String count) {
        return """
            SELECT o.operation_id FROM completed_operations o
            LEFT JOIN (SELECT operation_id, COUNT(*) AS n, SUM(amount) AS s FROM %s WHERE %s GROUP BY operation_id) r
                ON r.operation_id = o.operation_id
            WHERE o.%s <> COALESCE(r.n, 0) OR o.total_%s <> COALESCE(r.s, 0)
            """.formatted(table, condition, count, sum);
    }
}
