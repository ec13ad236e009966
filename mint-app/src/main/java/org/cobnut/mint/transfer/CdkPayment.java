package org.cobnut.mint.transfer;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// That the payment of a melt under way has arrived, as CDK knew.
///
/// @param spent what left the mint, in the quote's unit
/// @param proof the preimage, if there is one
record CdkPayment(long spent, @Nullable String proof) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long MSAT_PER_SAT = 1000;

    private record Quote(
            String unit,
            long amount,
            boolean isPaid,
            @Nullable String proof) {}

    /// What is known of the payment for a quote: its node's answer, as CDK has `noted` it, or the quote alone.
    /// Where the recipient was this very mint, that is paid while its inputs are still pending, and no node will
    /// ever tell of it.
    static Optional<CdkPayment> of(JdbcClient target, String quote, @Nullable String noted) {
        return target.sql("""
                        SELECT unit, amount, payment_proof,
                               state = 'PAID' OR EXISTS (SELECT 1 FROM mint_quote_payments p
                                                         WHERE p.payment_id = melt_quote.id) AS paid
                        FROM melt_quote WHERE id = ?
                        """)
                .param(quote)
                .query((row, _) -> new Quote(
                        row.getString("unit"),
                        row.getLong("amount"),
                        row.getBoolean("paid"),
                        row.getString("payment_proof")))
                .optional()
                .flatMap(found -> of(found, noted));
    }

    private static Optional<CdkPayment> of(Quote quote, @Nullable String noted) {
        var answer = Optional.ofNullable(noted).flatMap(json -> noted(json, quote));
        return answer.isEmpty() && quote.isPaid() ? Optional.of(new CdkPayment(quote.amount(), quote.proof())) : answer;
    }

    private static Optional<CdkPayment> noted(String json, Quote quote) {
        var answer = JSON.readTree(json);
        var spent = answer.path("total_spent");
        var proof = answer.path("payment_proof");
        return spent.isIntegralNumber()
                ? in(quote.unit(), spent.longValue(), answer.path("unit").asString(quote.unit()))
                        .map(known -> new CdkPayment(known, proof.isString() ? proof.stringValue() : quote.proof()))
                : Optional.empty();
    }

    /// Some nodes count in msat whatever the quote's unit, and CDK notes it before it reckons.
    private static Optional<Long> in(String unit, long spent, String counted) {
        return switch (counted + " as " + unit) {
            case "msat as sat" -> Optional.of(Math.ceilDiv(spent, MSAT_PER_SAT));
            case "sat as msat" -> Optional.of(Math.multiplyExact(spent, MSAT_PER_SAT));
            default -> counted.equals(unit) ? Optional.of(spent) : Optional.empty();
        };
    }
}
