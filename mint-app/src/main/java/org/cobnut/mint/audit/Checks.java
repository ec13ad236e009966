package org.cobnut.mint.audit;

import java.util.List;
import java.util.stream.Stream;

/// How operations, their proofs and signatures, and quotes fit together. The statements are the same on both databases.
final class Checks {

    private Checks() {}

    /// Each operation against its rows.
    private static final List<Check> OPERATIONS = List.of(
            new Check(
                    "operation {operation_id} ({operation_kind}): {total_issued} issued, {total_redeemed} redeemed and"
                            + " {fee_collected} in fees were noted; its rows add up to {issued}, {redeemed} and {fees}",
                    """
                    SELECT o.operation_id, o.operation_kind, o.total_issued, o.total_redeemed, o.fee_collected,
                           COALESCE(s.issued, 0) AS issued, COALESCE(p.redeemed, 0) AS redeemed,
                           COALESCE(p.fees, 0) AS fees
                    FROM completed_operations o
                    LEFT JOIN (SELECT operation_id, SUM(amount) AS issued FROM blind_signature
                               WHERE c IS NOT NULL AND operation_id IS NOT NULL GROUP BY operation_id) s
                           ON s.operation_id = o.operation_id
                    LEFT JOIN (SELECT p.operation_id, SUM(p.amount) AS redeemed,
                                      (CAST(SUM(COALESCE(k.input_fee_ppk, 0)) AS BIGINT) + 999) / 1000 AS fees
                               FROM proof p LEFT JOIN keyset k ON k.id = p.keyset_id
                               WHERE p.state = 'SPENT' AND p.operation_id IS NOT NULL GROUP BY p.operation_id) p
                           ON p.operation_id = o.operation_id
                    WHERE o.total_issued <> COALESCE(s.issued, 0)
                       OR o.total_redeemed <> COALESCE(p.redeemed, 0)
                       OR o.fee_collected <> COALESCE(p.fees, 0)
                    """),
            new Check(
                    "operation {operation_id} ({operation_kind}): {outputs} outputs and {inputs} inputs were noted; there"
                            + " are {signed} and {spent}",
                    """
                    SELECT o.operation_id, o.operation_kind, o.outputs, o.inputs,
                           COALESCE(s.signed, 0) AS signed, COALESCE(p.spent, 0) AS spent
                    FROM completed_operations o
                    LEFT JOIN (SELECT operation_id, COUNT(*) AS signed FROM blind_signature
                               WHERE c IS NOT NULL AND operation_id IS NOT NULL GROUP BY operation_id) s
                           ON s.operation_id = o.operation_id
                    LEFT JOIN (SELECT operation_id, COUNT(*) AS spent FROM proof
                               WHERE state = 'SPENT' AND operation_id IS NOT NULL GROUP BY operation_id) p
                           ON p.operation_id = o.operation_id
                    WHERE o.outputs <> COALESCE(s.signed, 0) OR o.inputs <> COALESCE(p.spent, 0)
                    """),
            new Check(
                    "operation {operation_id} ({operation_kind}): {total_redeemed} was redeemed, and {given} given for it",
                    """
                    SELECT operation_id, operation_kind, total_redeemed,
                           total_issued + fee_collected + COALESCE(payment_amount + payment_fee, 0) AS given
                    FROM completed_operations
                    WHERE (operation_kind = 'swap' AND total_redeemed <> total_issued + fee_collected)
                       OR (operation_kind IN ('mint', 'batch_mint') AND total_redeemed + fee_collected <> 0)
                       OR (operation_kind = 'melt'
                           AND total_redeemed < total_issued + fee_collected + COALESCE(payment_amount + payment_fee, 0))
                    """),
            new Check("operation {operation_id} has spent {amount}, but was never completed", """
                    SELECT operation_id, SUM(amount) AS amount FROM proof p
                    WHERE state = 'SPENT' AND operation_id IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM completed_operations o WHERE o.operation_id = p.operation_id)
                      AND NOT EXISTS (SELECT 1 FROM saga_state s WHERE s.operation_id = p.operation_id)
                    GROUP BY operation_id
                    """),
            new Check("operation {operation_id} has issued {amount}, but was never completed", """
                    SELECT operation_id, SUM(amount) AS amount FROM blind_signature b
                    WHERE c IS NOT NULL AND operation_id IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM completed_operations o WHERE o.operation_id = b.operation_id)
                      AND NOT EXISTS (SELECT 1 FROM saga_state s WHERE s.operation_id = b.operation_id)
                    GROUP BY operation_id
                    """),
            new Check("pending proofs of {amount} belong to no operation that is under way ({operation_id})", """
                    SELECT COALESCE(operation_id, 'none') AS operation_id, SUM(amount) AS amount FROM proof p
                    WHERE state = 'PENDING'
                      AND NOT EXISTS (SELECT 1 FROM saga_state s WHERE s.operation_id = p.operation_id)
                    GROUP BY operation_id
                    """),
            new Check("{outputs} unsigned outputs belong to no operation that is under way ({operation_id})", """
                    SELECT COALESCE(operation_id, 'none') AS operation_id, COUNT(*) AS outputs FROM blind_signature b
                    WHERE c IS NULL AND NOT EXISTS (SELECT 1 FROM saga_state s WHERE s.operation_id = b.operation_id)
                    GROUP BY operation_id
                    """));

    /// Quotes against what was received, issued and paid for them.
    private static final List<Check> QUOTES = List.of(
            new Check("mint quote {id}: {amount_paid} is noted as paid, its payments add up to {payments}", """
                    SELECT q.id, q.amount_paid, COALESCE(p.amount, 0) AS payments
                    FROM mint_quote q
                    LEFT JOIN (SELECT quote_id, SUM(amount) AS amount FROM mint_quote_payments GROUP BY quote_id) p
                           ON p.quote_id = q.id
                    WHERE q.amount_paid <> COALESCE(p.amount, 0)
                    """),
            new Check("mint quote {id}: {amount_issued} is noted as issued, what was minted adds up to {minted}", """
                    SELECT q.id, q.amount_issued, COALESCE(i.amount, 0) AS minted
                    FROM mint_quote q
                    LEFT JOIN (SELECT quote_id, SUM(amount) AS amount FROM mint_quote_issued GROUP BY quote_id) i
                           ON i.quote_id = q.id
                    WHERE q.amount_issued <> COALESCE(i.amount, 0)
                    """),
            new Check("mint quote {id}: {amount_issued} was issued, and only {amount_paid} paid", """
                    SELECT id, amount_issued, amount_paid FROM mint_quote WHERE amount_issued > amount_paid
                    """),
            new Check("operation {operation_id} has minted {total_issued}, and drawn {drawn} from quotes", """
                    SELECT o.operation_id, o.total_issued, COALESCE(i.amount, 0) AS drawn
                    FROM completed_operations o
                    LEFT JOIN (SELECT operation_id, SUM(amount) AS amount FROM mint_quote_issued
                               WHERE operation_id IS NOT NULL GROUP BY operation_id) i
                           ON i.operation_id = o.operation_id
                    WHERE o.quotes > 0 AND o.operation_kind IN ('mint', 'batch_mint')
                      AND o.total_issued <> COALESCE(i.amount, 0)
                    """),
            new Check("melt quote {id} is paid, but no ecash was redeemed for it", """
                    SELECT id FROM melt_quote q
                    WHERE state = 'PAID' AND NOT loss
                      AND NOT EXISTS (SELECT 1 FROM proof p WHERE p.quote_id = q.id AND p.state = 'SPENT')
                    """),
            new Check("melt quote {id} is {state}, but holds or has spent ecash", """
                    SELECT id, state FROM melt_quote q
                    WHERE state IN ('UNPAID', 'FAILED') AND EXISTS (SELECT 1 FROM proof p WHERE p.quote_id = q.id)
                    """),
            new Check("melt quote {id} is pending, but no melt of it is under way", """
                    SELECT id FROM melt_quote q
                    WHERE state = 'PENDING' AND NOT EXISTS (SELECT 1 FROM saga_state s WHERE s.quote_id = q.id)
                    """),
            new Check("melt {operation_id} is under way, but its quote is {state}", """
                    SELECT s.operation_id, COALESCE(q.state, 'missing') AS state
                    FROM saga_state s LEFT JOIN melt_quote q ON q.id = s.quote_id
                    WHERE s.operation_kind = 'melt'
                      AND COALESCE(q.state, 'missing') <> CASE WHEN s.state = 'paid' THEN 'PAID' ELSE 'PENDING' END
                    """),
            new Check("melt {operation_id} was given {inputs_amount}, and holds {held}", """
                    SELECT operation_id, inputs_amount, held
                    FROM (SELECT s.operation_id, r.inputs_amount,
                                 COALESCE((SELECT SUM(p.amount) FROM proof p
                                           WHERE p.quote_id = s.quote_id AND p.operation_id = s.operation_id
                                             AND p.state = CASE WHEN s.state = 'paid' THEN 'SPENT' ELSE 'PENDING' END),
                                          0) AS held
                          FROM saga_state s JOIN melt_request r ON r.quote_id = s.quote_id
                          WHERE s.operation_kind = 'melt') melts
                    WHERE inputs_amount <> held
                    """));

    /// What must hold.
    static final List<Check> RULES =
            Stream.concat(OPERATIONS.stream(), QUOTES.stream()).toList();

    /// What may be, and an operator should know.
    static final List<Check> REMARKS = List.of(
            new Check("melt quote {id}: {spent} {unit} were paid without ecash for them, the mint's loss", """
                    SELECT id, unit, COALESCE(total_spent, amount) AS spent FROM melt_quote WHERE loss
                    """),
            new Check("{receipts} receipts of {amount} {unit} together belong to no quote: {reason}", """
                    SELECT COUNT(*) AS receipts, SUM(amount) AS amount, amount_unit AS unit, reason
                    FROM parked_receipt GROUP BY amount_unit, reason
                    """));
}
