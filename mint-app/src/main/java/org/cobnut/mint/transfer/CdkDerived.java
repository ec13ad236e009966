package org.cobnut.mint.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.cobnut.payment.PaymentHash;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What we keep and CDK does not: payment hashes, what melts have spent, and how many rows an operation has.
record CdkDerived(JdbcClient target, JdbcOperations to) {

    private static final List<String> UPDATES = List.of(
            """
            UPDATE completed_operations SET inputs = s.amount
            FROM (SELECT operation_id, COUNT(*) AS amount FROM proof WHERE state = 'SPENT' GROUP BY operation_id) s
            WHERE s.operation_id = completed_operations.operation_id
            """,
            """
            UPDATE completed_operations SET outputs = s.amount
            FROM (SELECT operation_id, COUNT(*) AS amount FROM blind_signature WHERE c IS NOT NULL
                  GROUP BY operation_id) s
            WHERE s.operation_id = completed_operations.operation_id
            """,
            "UPDATE completed_operations SET quotes = 1 WHERE operation_kind = 'melt'",
            // Which operation has drawn on a quote is known where there was only one.
            """
            UPDATE mint_quote_issued SET operation_id = s.operation_id
            FROM (SELECT quote_id, MIN(operation_id) AS operation_id FROM blind_signature
                  WHERE operation_kind = 'mint' AND c IS NOT NULL
                  GROUP BY quote_id HAVING COUNT(DISTINCT operation_id) = 1) s
            WHERE s.quote_id = mint_quote_issued.quote_id
              AND 1 = (SELECT COUNT(*) FROM mint_quote_issued i WHERE i.quote_id = s.quote_id)
            """,
            """
            UPDATE completed_operations SET quotes = 1
            WHERE operation_kind = 'mint'
              AND operation_id IN (SELECT operation_id FROM mint_quote_issued WHERE operation_id IS NOT NULL)
            """,
            """
            UPDATE melt_quote SET total_spent = (
                SELECT o.payment_amount + o.payment_fee FROM completed_operations o
                WHERE o.operation_id = (SELECT MIN(p.operation_id) FROM proof p WHERE p.quote_id = melt_quote.id))
            WHERE state = 'PAID' AND total_spent IS NULL
            """);

    /// Bound to be paid once, by its payment hash.
    private record Invoice(String quote, boolean isTaken, PaymentHash hash) {}

    /// Fills them in.
    ///
    /// @return what the operator should know
    List<String> fill() {
        UPDATES.forEach(to::execute);
        var notes = new ArrayList<String>();
        var taken = new HashSet<PaymentHash>();
        for (var invoice : invoices()) {
            if (invoice.isTaken() && !taken.add(invoice.hash())) {
                notes.add("the invoice of melt quote " + invoice.quote() + " was paid by another quote, too");
                continue;
            }
            to.update(
                    "UPDATE melt_quote SET payment_hash = ? WHERE id = ?",
                    HexFormat.of().parseHex(invoice.hash().hex()),
                    invoice.quote());
        }
        return notes;
    }

    private List<Invoice> invoices() {
        return target
                .sql("SELECT id, request, state FROM melt_quote WHERE payment_method = 'bolt11' ORDER BY id")
                .query((row, _) -> {
                    var quote = row.getString("id");
                    boolean isTaken = !row.getString("state").equals("UNPAID");
                    return CdkInvoices.parse(row.getString("request"))
                            .map(invoice -> new Invoice(quote, isTaken, invoice.paymentHash()));
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }
}
