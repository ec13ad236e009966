package org.cobnut.mint.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The BOLT11 invoices of CDK's quotes.
record CdkInvoices(JdbcClient target) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long MSAT_PER_SAT = 1000;

    private static final String QUOTES = """
            SELECT 'mint' AS kind, id, unit, amount, request FROM mint_quote
            WHERE payment_method = 'bolt11' AND unit IN ('sat', 'msat') AND amount IS NOT NULL
            UNION ALL
            SELECT 'melt', id, unit, amount, request FROM melt_quote
            WHERE payment_method = 'bolt11' AND unit IN ('sat', 'msat') AND options IS NULL
            """;

    private record Quote(String kind, String id, String unit, long amount, String request) {

        /// What its invoice is over, in its unit: CDK rounds up, and did not always.
        private Optional<Long> ofInvoice() {
            return parse(request)
                    .flatMap(Bolt11Invoice::fixedAmount)
                    .map(money -> unit.equals("msat") ? money.amount() : Math.ceilDiv(money.amount(), MSAT_PER_SAT));
        }
    }

    /// Old rows hold the invoice as it is, later ones in JSON.
    static Optional<Bolt11Invoice> parse(String request) {
        try {
            return Optional.of(Bolt11Invoice.parse(
                    request.startsWith("{")
                            ? JSON.readTree(request)
                                    .path("Bolt11")
                                    .path("bolt11")
                                    .asString("")
                            : request));
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    /// Quotes whose amount a 32-bit column of PostgreSQL has taken modulo 2^32, in plain words: what was paid or issued
    /// for them has lost as much.
    List<String> lostAmounts() {
        var lost = new ArrayList<String>();
        target
                .sql(QUOTES)
                .query((row, _) -> new Quote(
                        row.getString("kind"),
                        row.getString("id"),
                        row.getString("unit"),
                        row.getLong("amount"),
                        row.getString("request")))
                .stream()
                .forEach(quote -> quote.ofInvoice()
                        .filter(amount -> amount >= 1L << Integer.SIZE && amount != quote.amount())
                        .ifPresent(amount -> lost.add("%s quote %s is over %d %s, and its invoice over %d"
                                .formatted(quote.kind(), quote.id(), quote.amount(), quote.unit(), amount))));
        return lost;
    }
}
