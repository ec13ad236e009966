package org.cobnut.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.Proof;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// One thing that a wallet asks a mint for, whatever may happen to the mint meanwhile.
interface Deed {

    Duration LIMIT = Duration.ofSeconds(30);

    /// Asks; the answer may get lost.
    void ask(Purse purse);

    /// Asks again what became of it, and asserts that the wallet gets what it is due, once.
    void check(Purse purse, OutsideNode node);

    /// NUT-03.
    record Swap(List<Proof> inputs, List<Output> outputs) implements Deed {

        static Deed prepare(Purse purse) {
            return new Swap(purse.mint(8), purse.outputs(4, 2, 1));
        }

        @Override
        public void ask(Purse purse) {
            purse.wire().post("/v1/swap", Purse.swap(inputs, outputs));
        }

        @Override
        public void check(Purse purse, OutsideNode node) {
            var answer =
                    purse.wire().post("/v1/swap", Purse.swap(inputs, outputs)).json();

            requireOwned(purse, outputs, answer.get("signatures"));
            assertThat(purse.states(inputs)).containsOnly("SPENT");
        }
    }

    /// NUT-04 with one quote, NUT-29 with several.
    record Mint(List<String> quotes, List<Output> outputs) implements Deed {

        static Deed prepareOne(Purse purse) {
            return new Mint(List.of(purse.paidQuote(7)), purse.outputs(4, 2, 1));
        }

        static Deed prepareBatch(Purse purse) {
            return new Mint(List.of(purse.paidQuote(3), purse.paidQuote(4)), purse.outputs(4, 2, 1));
        }

        @Override
        public void ask(Purse purse) {
            post(purse, outputs);
        }

        @Override
        public void check(Purse purse, OutsideNode node) {
            requireOwned(purse, outputs, post(purse, outputs).json().get("signatures"));
            assertThat(post(purse, purse.outputs(4, 2, 1)).status())
                    .as("a second mint")
                    .isEqualTo(400);
        }

        private Wire.Answer post(Purse purse, List<Output> chosen) {
            return quotes.size() == 1
                    ? purse.wire().post("/v1/mint/bolt11", Nut04Tests.mint(quotes.getFirst(), chosen))
                    : purse.wire()
                            .post("/v1/mint/bolt11/batch", Map.of("quotes", quotes, "outputs", Purse.jsonOf(chosen)));
        }
    }

    /// An invoice of the mint is paid.
    record Receipt(JsonNode quote, OutsideNode node) implements Deed {

        private static final Map<String, Object> WANTED = Map.of("amount", 7, "unit", "sat");

        static Deed prepare(Purse purse, OutsideNode node) {
            var answer = node.withhold(() -> purse.wire().post("/v1/mint/quote/bolt11", WANTED));
            return new Receipt(answer.json(), node);
        }

        @Override
        public void ask(Purse purse) {
            node.receive(quote.get("request").asString(), 7);
            purse.paid(quote);
        }

        @Override
        public void check(Purse purse, OutsideNode outside) {
            purse.paid(quote);
            String path = "/v1/mint/quote/bolt11/" + quote.get("quote").asString();
            assertThat(purse.wire().get(path).json().get("amount_paid").longValue())
                    .isEqualTo(7);
        }
    }

    /// NUT-05 with change (NUT-08).
    record Melt(JsonNode quote, List<Proof> inputs, List<Output> blanks, Kind kind) implements Deed {

        private static final String FAILS = """
            {"pay_invoice_state": "FAILED", "check_payment_state": "FAILED", "pay_err": false, "check_err": false}\
            """;

        enum Kind {
            EXTERNAL,
            /// The change may come later than the payment.
            OWING,
            ASYNCHRONOUS,
            FAILING,
            INTERNAL
        }

        static Deed prepare(Purse purse, OutsideNode node, Kind kind) {
            String invoice = switch (kind) {
                case EXTERNAL, OWING, ASYNCHRONOUS -> Payee.invoice(20_000, "tea");
                case FAILING -> Payee.invoice(20_000, FAILS);
                case INTERNAL -> node.withhold(() -> ownInvoice(purse));
            };
            var quote = purse.wire()
                    .post("/v1/melt/quote/bolt11", Map.of("request", invoice, "unit", "sat"))
                    .json();
            return new Melt(quote, purse.mint(32), purse.outputs(1, 1, 1, 1), kind);
        }

        private static String ownInvoice(Purse purse) {
            return purse.wire()
                    .post("/v1/mint/quote/bolt11", Map.of("amount", 20, "unit", "sat"))
                    .json()
                    .get("request")
                    .asString();
        }

        @Override
        public void ask(Purse purse) {
            post(purse);
        }

        @Override
        public void check(Purse purse, OutsideNode node) {
            await("the melt has ended").atMost(LIMIT).until(() -> state(purse), state -> !state.equals("PENDING"));
            if (state(purse).equals("UNPAID")) {
                assertThat(purse.states(inputs)).containsOnly("UNSPENT");
                assertThat(node.payments()).doesNotContainKey(hash());
            }
            if (kind == Kind.FAILING) {
                post(purse).isRefusal(20004);
                assertThat(purse.states(inputs)).containsOnly("UNSPENT");
                assertThat(node.payments()).doesNotContainKey(hash());
                purse.wire()
                        .post("/v1/swap", Purse.swap(inputs, purse.outputsWorth(31)))
                        .json();
                return;
            }
            post(purse);
            await("the melt is paid").atMost(LIMIT).until(() -> state(purse), "PAID"::equals);
            if (kind == Kind.OWING) {
                await("the change is signed").atMost(LIMIT).until(() -> hasChange(post(purse)));
            }
            var change = post(purse).json().get("change");
            requireOwned(purse, blanks.subList(0, change.size()), change);
            assertThat(change.valueStream()
                            .mapToLong(one -> one.get("amount").longValue())
                            .sum())
                    .isEqualTo(32 - 20 - 1 - (kind == Kind.INTERNAL ? 0 : 1));
            assertThat(purse.states(inputs)).containsOnly("SPENT");
            assertThat(node.payments().getOrDefault(hash(), 0L)).isEqualTo(kind == Kind.INTERNAL ? 0 : 1);
        }

        private static boolean hasChange(Wire.Answer answer) {
            return !answer.json().path("change").isEmpty();
        }

        private String hash() {
            return Bolt11Invoice.parse(quote.get("request").asString())
                    .paymentHash()
                    .hex();
        }

        private Wire.Answer post(Purse purse) {
            return purse.wire()
                    .post(
                            "/v1/melt/bolt11",
                            Map.of(
                                    "quote", quote.get("quote").asString(),
                                    "inputs", Purse.json(inputs),
                                    "outputs", Purse.jsonOf(blanks),
                                    "prefer_async", kind == Kind.ASYNCHRONOUS));
        }

        private String state(Purse purse) {
            String path = "/v1/melt/quote/bolt11/" + quote.get("quote").asString();
            return purse.wire().get(path).json().get("state").asString();
        }
    }

    /// Asserts that signatures are right, that restoring gives the same, and that they can be spent.
    private static void requireOwned(Purse purse, List<Output> outputs, JsonNode signatures) {
        List<Proof> proofs = purse.proofs(outputs, signatures);
        JsonNode restored = purse.wire()
                .post("/v1/restore", Map.of("outputs", Purse.jsonOf(outputs)))
                .json();
        assertThat(restored.get("signatures")).isEqualTo(signatures);
        assertThat(purse.states(proofs)).containsOnly("UNSPENT");
        long total = Stream.of(proofs)
                .flatMap(List::stream)
                .mapToLong(proof -> proof.amount().value())
                .sum();
        purse.wire()
                .post("/v1/swap", Purse.swap(proofs, purse.outputsWorth(total - purse.fee(proofs.size()))))
                .json();
    }
}
