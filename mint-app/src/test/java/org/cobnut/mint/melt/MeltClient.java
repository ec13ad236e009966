package org.cobnut.mint.melt;

import java.net.http.HttpRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.json.CashuModule;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.store.Transactions;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.fake.FakeInvoice;
import org.cobnut.payment.fake.FakePaymentProcessor;
import org.cobnut.payment.fake.FakePayments;
import org.cobnut.payment.fake.PaymentMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A wallet that melts, and what its tests look at beside the answers.
final class MeltClient {

    static final String FAILING = "{\"pay_invoice_state\":\"FAILED\",\"check_payment_state\":\"FAILED\","
            + "\"pay_err\":false,\"check_err\":false}";

    /// A busy machine may take long over a commit.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new CashuModule()).build();

    final Mint mint;
    final TestWallet wallet;
    final FakePaymentProcessor fake;

    MeltClient(Mint mint) {
        this.mint = mint;
        wallet = new TestWallet(mint);
        fake = mint.bean(FakePayments.class).processor("sat");
    }

    /// What a test may have switched is as before.
    void reset() {
        fake.switchPayments(PaymentMode.SCRIPTED);
        fake.switchDown(false);
        mint.bean(Transactions.class)
                .run(() -> jdbc().sql("DELETE FROM kv_store WHERE secondary_namespace = 'melt_stopped'")
                        .update());
    }

    static String invoice(long amountSat) {
        return invoice(amountSat, "");
    }

    static String invoice(long amountSat, String description) {
        return FakeInvoice.of(Money.msat(1000 * amountSat), description).text();
    }

    Answer quote(String request) {
        return quote(Map.of("request", request, "unit", "sat"));
    }

    Answer quote(Map<String, Object> request) {
        return mint.post("/v1/melt/quote/bolt11", TestWallet.json(request));
    }

    /// The id of a quote for an invoice.
    String quoted(String request) {
        return quote(request).ok().get("quote").asString();
    }

    JsonNode find(String quote) {
        return mint.get("/v1/melt/quote/bolt11/" + quote).ok();
    }

    /// As sockets are told.
    MeltQuoteAnswer answer(String quote) {
        return mint.bean(MeltQuoteBook.class)
                .answers(PaymentMethod.BOLT11, List.of(quote))
                .getFirst();
    }

    String state(String quote) {
        return find(quote).get("state").asString();
    }

    Answer melt(String quote, List<Proof> inputs) {
        return melt(quote, inputs, List.of());
    }

    Answer melt(String quote, List<Proof> inputs, List<TestWallet.Blinded> blanks) {
        return mint.post("/v1/melt/bolt11", body(quote, inputs, blanks, false));
    }

    Answer meltAsync(String quote, List<Proof> inputs, List<TestWallet.Blinded> blanks) {
        return mint.post("/v1/melt/bolt11", body(quote, inputs, blanks, true));
    }

    Answer meltPreferring(String prefer, String quote, List<Proof> inputs) {
        return mint.send(HttpRequest.newBuilder(mint.uri("/v1/melt/bolt11"))
                .header("Content-Type", "application/json")
                .header("Prefer", prefer)
                .POST(HttpRequest.BodyPublishers.ofString(body(quote, inputs, List.of(), false))));
    }

    private static String body(String quote, List<Proof> inputs, List<TestWallet.Blinded> blanks, boolean isAsync) {
        var body = new LinkedHashMap<String, Object>(Map.of("quote", quote, "inputs", inputs));
        if (!blanks.isEmpty()) {
            body.put("outputs", TestWallet.messages(blanks));
        }
        if (isAsync) {
            body.put("prefer_async", true);
        }
        return TestWallet.json(body);
    }

    /// Begins a melt whose payment stays in flight.
    ///
    /// @return the attempt
    AttemptId begin(String quote, List<Proof> inputs, List<TestWallet.Blinded> blanks) {
        fake.switchPayments(PaymentMode.ANSWER_UNKNOWN);
        int sent = fake.sent().size();
        assertThat(meltAsync(quote, inputs, blanks).ok().get("state").asString())
                .isEqualTo("PENDING");
        Awaitility.await().atMost(PATIENCE).until(() -> fake.sent().size() > sent);
        return fake.sent().getLast();
    }

    static PaymentOutcome.Paid paid(long spentSat) {
        return new PaymentOutcome.Paid(Money.sat(spentSat), null, null);
    }

    /// Begins a melt whose payment fails and is released.
    AttemptId fail(String quote, List<Proof> inputs) {
        var attempt = begin(quote, inputs, List.of());
        fake.resolve(attempt, new PaymentOutcome.Failed("no route"));
        awaitState(quote, "UNPAID");
        return attempt;
    }

    void awaitState(String quote, String state) {
        Awaitility.await().atMost(PATIENCE).until(() -> state(quote).equals(state));
    }

    List<ProofState> states(List<Proof> proofs) {
        return mint.bean(Ledger.class).states(proofs.stream().map(TestWallet::y).toList()).stream()
                .map(known -> known.state())
                .toList();
    }

    static List<BlindSignature> change(JsonNode quote) {
        return quote.has("change")
                ? JSON.treeToValue(
                        quote.get("change"),
                        JSON.getTypeFactory().constructCollectionType(List.class, BlindSignature.class))
                : List.of();
    }

    static List<Long> amounts(JsonNode quote) {
        return change(quote).stream()
                .map(signature -> signature.amount().value())
                .toList();
    }

    /// Looks at all that is due, and waits for that.
    void sweep() {
        mint.bean(MeltRecovery.class).sweep();
        Awaitility.await().atMost(PATIENCE).until(mint.bean(MeltTasks.class)::isQuiet);
    }

    MeltSaga saga(String quote) {
        return mint.bean(MeltSagas.class).ofQuote(quote).orElseThrow();
    }

    JdbcClient jdbc() {
        return mint.bean(JdbcClient.class);
    }

    void update(String sql, Object... parameters) {
        mint.bean(Transactions.class)
                .run(() ->
                        assertThat(jdbc().sql(sql).params(parameters).update()).isEqualTo(1));
    }

    boolean isLoss(String quote) {
        return Objects.requireNonNull(jdbc().sql("SELECT loss FROM melt_quote WHERE id = ?")
                .param(quote)
                .query((row, _) -> row.getBoolean(1))
                .single());
    }

    /// What no crash and no race may break: the sums are those of the rows, and nothing is left of what is
    /// over.
    void assertBooksBalance() {
        var books = jdbc().sql("""
                SELECT
                  (SELECT sum(total_issued) FROM keyset_amounts) AS issued,
                  (SELECT coalesce(sum(amount), 0) FROM blind_signature WHERE c IS NOT NULL) AS signed,
                  (SELECT sum(total_redeemed) FROM keyset_amounts) AS redeemed,
                  (SELECT coalesce(sum(amount), 0) FROM proof WHERE state = 'SPENT') AS spent,
                  (SELECT sum(total_reserved) FROM keyset_amounts) AS reserved,
                  (SELECT coalesce(sum(amount), 0) FROM proof WHERE state = 'PENDING') AS pending,
                  (SELECT count(*) FROM melt_request) AS requests,
                  (SELECT count(*) FROM saga_state) AS sagas,
                  (SELECT count(*) FROM melt_quote WHERE state = 'PENDING') AS quotes
                """)
                .query((row, _) -> IntStream.rangeClosed(1, 9)
                        .mapToObj(column -> number(row, column))
                        .toList())
                .single();
        assertThat(books.get(0)).as("issued").isEqualTo(books.get(1));
        assertThat(books.get(2)).as("redeemed").isEqualTo(books.get(3));
        assertThat(books.get(4)).as("reserved").isEqualTo(books.get(5));
        assertThat(books.get(6)).as("under way").isEqualTo(books.get(7)).isEqualTo(books.get(8));
    }

    private static long number(ResultSet row, int column) {
        try {
            return row.getLong(column);
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }

    static String unknownId() {
        return new UUID(0, 7).toString();
    }
}
