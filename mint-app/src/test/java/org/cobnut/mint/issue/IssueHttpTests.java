package org.cobnut.mint.issue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.MintQuoteSignature;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.json.CashuModule;
import org.cobnut.mint.store.Statements;
import org.cobnut.mint.store.Transactions;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.cobnut.payment.fake.FakePaymentProcessor;
import org.cobnut.payment.fake.FakePayments;
import org.cobnut.payment.fake.ReceiptMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// NUT-04, NUT-20, NUT-23 and NUT-29 over HTTP, with every refusal that they can end in.
@MintTest
class IssueHttpTests {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new CashuModule()).build();
    private static final String QUOTE = "/v1/mint/quote/bolt11";
    private static final String MINT = "/v1/mint/bolt11";
    private static final Scalar KEY = Scalar.of("00".repeat(31) + "07");
    private static final String PUBKEY = Curve.preferred().publicKey(KEY).hex();

    private final Mint mint;
    private final FakePaymentProcessor fake;

    IssueHttpTests(Mint mint) {
        this.mint = mint;
        this.fake = mint.bean(FakePayments.class).processor("sat");
    }

    @BeforeEach
    void nobodyPays() {
        fake.switchReceipts(ReceiptMode.UNPAID);
    }

    @AfterEach
    void theWorldIsAsBefore() {
        fake.switchDown(false);
        fake.switchReceipts(ReceiptMode.ONCE);
    }

    @Test
    void quotesAnInvoice() {
        var quote = mint.post(QUOTE, "{\"amount\":64,\"unit\":\"sat\",\"description\":\"tea\"}")
                .ok();

        assertThat(quote.propertyNames())
                .containsExactlyInAnyOrder(
                        "quote",
                        "request",
                        "amount",
                        "unit",
                        "method",
                        "state",
                        "expiry",
                        "amount_paid",
                        "amount_issued",
                        "updated_at");
        assertThat(UUID.fromString(id(quote)).version()).isEqualTo(7);
        assertThat(quote.get("state").asString()).isEqualTo("UNPAID");
        assertThat(quote.get("method").asString()).isEqualTo("bolt11");
        var invoice = Bolt11Invoice.parse(quote.get("request").asString());
        assertThat(invoice.amount()).isEqualTo(Money.msat(64_000));
        assertThat(invoice.description()).isEqualTo("tea");
        assertThat(quote.get("expiry").asLong()).isEqualTo(invoice.expiresAt().getEpochSecond());
        assertThat(mint.get(QUOTE + "/" + id(quote)).ok()).isEqualTo(quote);
    }

    @Test
    void mintsWhatWasPaid() {
        var quote = paid(64);

        var answer = mint(quote, outputs(64)).ok();

        assertThat(answer.get("signatures").get(0).get("amount").asLong()).isEqualTo(64);
        var after = mint.get(QUOTE + "/" + quote).ok();
        assertThat(after.get("state").asString()).isEqualTo("ISSUED");
        assertThat(after.get("amount_issued").asLong()).isEqualTo(64);
    }

    @Test
    @Provokes(ErrorCode.QUOTE_ISSUED)
    void mintsInParts() {
        var quote = paid(64);

        mint(quote, outputs(16)).ok();
        assertThat(mint.get(QUOTE + "/" + quote).ok().get("state").asString()).isEqualTo("PAID");
        mint(quote, outputs(32, 16)).ok();

        mint(quote, outputs(1)).refusedWith(ErrorCode.QUOTE_ISSUED);
    }

    @Test
    void mintsOnceWhenManyTryAtOnce() throws Exception {
        var quote = paid(64);

        var statuses = atOnce(16, () -> mint(quote, outputs(64)).status());

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(mint.get(QUOTE + "/" + quote).ok().get("amount_issued").asLong())
                .isEqualTo(64);
    }

    @Test
    void mintsAllPartsWhenTheyAreAskedForAtOnce() throws Exception {
        var quote = paid(64);

        var statuses = atOnce(16, () -> mint(quote, outputs(8)).status());

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(8);
        assertThat(mint.get(QUOTE + "/" + quote).ok().get("amount_issued").asLong())
                .isEqualTo(64);
    }

    @Test
    void writesAMintWithFewStatements() {
        var quote = paid(64);
        var outputs = outputs(32, 32);
        var before = mint.bean(Statements.class).counts();

        mint(quote, outputs).ok();

        var after = mint.bean(Statements.class).counts();
        for (var name : List.of("select mint_quote", "update mint_quote", "insert mint_quote_issued")) {
            assertThat(after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L))
                    .as(name)
                    .isOne();
        }
    }

    @Test
    void answersARepeatedRequestAgain() {
        var quote = paid(64);
        var outputs = outputs(32, 32);

        var first = mint(quote, outputs).ok();
        var second = mint(quote, outputs).ok();

        assertThat(second).isEqualTo(first);
    }

    @Test
    @Provokes(ErrorCode.UNBALANCED)
    void refusesMoreThanWasPaid() {
        var quote = paid(64);

        mint(quote, outputs(64, 1)).refusedWith(ErrorCode.UNBALANCED);
        mint(quote, outputs(64)).ok();
    }

    @Test
    @Provokes(ErrorCode.QUOTE_NOT_PAID)
    void refusesAQuoteThatIsNotPaid() {
        mint(quote(64), outputs(64)).refusedWith(ErrorCode.QUOTE_NOT_PAID);
    }

    @Test
    @Provokes(ErrorCode.QUOTE_UNKNOWN)
    void refusesQuotesThatItDoesNotKnow() {
        mint.get(QUOTE + "/nonsense").refusedWith(ErrorCode.QUOTE_UNKNOWN);
        mint("nonsense", outputs(64)).refusedWith(ErrorCode.QUOTE_UNKNOWN);
        check("nonsense").refusedWith(ErrorCode.QUOTE_UNKNOWN);
    }

    @Test
    @Provokes({ErrorCode.UNSUPPORTED, ErrorCode.UNIT_UNSUPPORTED})
    void refusesMethodsAndUnitsThatItDoesNotHave() {
        mint.post("/v1/mint/quote/pigeon", "{\"amount\":64,\"unit\":\"sat\"}").refusedWith(ErrorCode.UNSUPPORTED);
        mint.get("/v1/mint/quote/pigeon/" + quote(64)).refusedWith(ErrorCode.UNSUPPORTED);
        mint.post("/v1/mint/pigeon", mintBody("q", outputs(1), null)).refusedWith(ErrorCode.UNSUPPORTED);
        mint.post(QUOTE, "{\"amount\":64,\"unit\":\"gold\"}").refusedWith(ErrorCode.UNIT_UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "500001", "18446744073709551615"})
    @Provokes(ErrorCode.AMOUNT_OUT_OF_RANGE)
    void refusesAmountsOutsideOfTheLimits(String amount) {
        mint.post(QUOTE, "{\"amount\":" + amount + ",\"unit\":\"sat\"}").refusedWith(ErrorCode.AMOUNT_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"unit\":\"sat\"}",
                "{\"amount\":64}",
                "{\"amount\":-1,\"unit\":\"sat\"}",
                "{\"amount\":1.0,\"unit\":\"sat\"}",
                "{\"amount\":\"64\",\"unit\":\"sat\"}",
                "{\"amount\":18446744073709551616,\"unit\":\"sat\"}",
                "[]",
                "{"
            })
    @Provokes(ErrorCode.MALFORMED_REQUEST)
    void refusesWhatIsNoRequest(String body) {
        mint.post(QUOTE, body).refusedWith(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    @Provokes(ErrorCode.UNSUPPORTED)
    void refusesALongDescription() {
        mint.post(QUOTE, "{\"amount\":64,\"unit\":\"sat\",\"description\":\"" + "x".repeat(640) + "\"}")
                .refusedWith(ErrorCode.UNSUPPORTED);
    }

    @Test
    @Provokes(ErrorCode.UNAVAILABLE)
    void saysThatTheProcessorIsAway() {
        fake.switchDown(true);

        var answer = mint.post(QUOTE, "{\"amount\":64,\"unit\":\"sat\"}");

        answer.refusedWith(ErrorCode.UNAVAILABLE);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void mintsThoughTheProcessorIsAway() {
        var quote = paid(64);
        fake.switchDown(true);

        mint(quote, outputs(64)).ok();
    }

    @Test
    @Provokes(ErrorCode.QUOTE_SIGNATURE_INVALID)
    void asksForTheSignatureOfALockedQuote() {
        var quote = id(mint.post(QUOTE, "{\"amount\":64,\"unit\":\"sat\",\"pubkey\":\"" + PUBKEY + "\"}")
                .ok());
        pay(quote, 64);
        var outputs = outputs(64);
        var signature = MintQuoteSignature.sign(Curve.preferred(), KEY, quote, outputs);

        mint(quote, outputs).refusedWith(ErrorCode.QUOTE_SIGNATURE_INVALID);
        mint(quote, outputs(64), signature).refusedWith(ErrorCode.QUOTE_SIGNATURE_INVALID);
        mint(quote, outputs, "nonsense").refusedWith(ErrorCode.QUOTE_SIGNATURE_INVALID);
        mint(quote, outputs, signature).ok();
    }

    @Test
    @Provokes(ErrorCode.QUOTE_SIGNATURE_INVALID)
    void refusesASignatureThatNobodyAskedFor() {
        var outputs = outputs(64);
        var quote = paid(64);
        var signature = MintQuoteSignature.sign(Curve.preferred(), KEY, quote, outputs);

        mint(quote, outputs, signature).refusedWith(ErrorCode.QUOTE_SIGNATURE_INVALID);
    }

    @Test
    @Provokes(ErrorCode.PUBKEY_REQUIRED)
    void refusesAKeyThatIsNone() {
        mint.post(QUOTE, "{\"amount\":64,\"unit\":\"sat\",\"pubkey\":\"" + "00".repeat(33) + "\"}")
                .refusedWith(ErrorCode.PUBKEY_REQUIRED);
    }

    @Test
    @Provokes({
        ErrorCode.UNBALANCED,
        ErrorCode.DUPLICATE_OUTPUTS,
        ErrorCode.KEYSET_UNKNOWN,
        ErrorCode.AMOUNT_OUT_OF_RANGE
    })
    void refusesFaultyOutputs() {
        var quote = paid(64);
        var twice = outputs(32);
        var unknown = KeysetId.parse("00ffffffffffffff");

        mint(quote, List.of()).refusedWith(ErrorCode.UNBALANCED);
        mint(quote, List.of(twice.getFirst(), twice.getFirst())).refusedWith(ErrorCode.DUPLICATE_OUTPUTS);
        mint(quote, List.of(output(64, unknown))).refusedWith(ErrorCode.KEYSET_UNKNOWN);
        mint(quote, outputs(3)).refusedWith(ErrorCode.AMOUNT_OUT_OF_RANGE);
    }

    @Test
    @Provokes(ErrorCode.OUTPUTS_SIGNED)
    void refusesOutputsThatWereSignedBefore() {
        var outputs = outputs(64);
        mint(paid(64), outputs).ok();

        mint(paid(64), outputs).refusedWith(ErrorCode.OUTPUTS_SIGNED);
    }

    @Test
    @Provokes(ErrorCode.TOO_MANY_OUTPUTS)
    void refusesTooManyOutputs() {
        var many = new ArrayList<BlindedMessage>();
        var one = outputs(1).getFirst();
        for (int i = 0; i <= 1000; i++) {
            many.add(one);
        }

        mint(quote(64), many).refusedWith(ErrorCode.TOO_MANY_OUTPUTS);
    }

    @Test
    void creditsOverpayment() {
        var quote = quote(64);
        pay(quote, 70);

        mint(quote, outputs(64, 4, 2)).ok();
    }

    @Test
    @Provokes(ErrorCode.QUOTE_EXPIRED)
    void saysThatAQuoteIsExpired() {
        var quote = quote(64);
        mint.bean(Transactions.class)
                .run(() ->
                        mint.bean(JdbcTemplate.class).update("UPDATE mint_quote SET expiry = 1 WHERE id = ?", quote));

        mint(quote, outputs(64)).refusedWith(ErrorCode.QUOTE_EXPIRED);
        pay(quote, 64);
        mint(quote, outputs(64)).ok();
    }

    @Test
    void checksABatch() {
        var one = paid(1);
        var two = quote(2);

        var states = check(two, one).ok();

        assertThat(states.get(0).get("quote").asString()).isEqualTo(two);
        assertThat(states.get(1).get("state").asString()).isEqualTo("PAID");
    }

    @Test
    @Provokes({ErrorCode.MALFORMED_REQUEST, ErrorCode.BATCH_TOO_LARGE, ErrorCode.DUPLICATE_QUOTES})
    void refusesBatchesThatAreEmptyTooLargeOrTwofold() {
        var quotes = new String[101];
        java.util.Arrays.setAll(quotes, Integer::toString);

        check().refusedWith(ErrorCode.MALFORMED_REQUEST);
        check(quotes).refusedWith(ErrorCode.BATCH_TOO_LARGE);
        check("a", "a").refusedWith(ErrorCode.DUPLICATE_QUOTES);
        batch(outputs(1), List.of(), "").refusedWith(ErrorCode.MALFORMED_REQUEST);
        batch(outputs(1), List.of(quotes), "").refusedWith(ErrorCode.BATCH_TOO_LARGE);
        batch(outputs(1), List.of("a", "a"), "").refusedWith(ErrorCode.DUPLICATE_QUOTES);
    }

    @Test
    void mintsABatch() {
        var quotes = List.of(paid(32), paid(64));
        var outputs = outputs(64, 32);

        var first = batch(outputs, quotes, "").ok();

        assertThat(first.get("signatures").size()).isEqualTo(2);
        assertThat(batch(outputs, quotes, "").ok()).isEqualTo(first);
        assertThat(mint.get(QUOTE + "/" + quotes.getFirst()).ok().get("state").asString())
                .isEqualTo("ISSUED");
    }

    @Test
    void mintsPartsInABatch() {
        var quotes = List.of(paid(32), paid(64));

        batch(outputs(16, 4), quotes, ",\"quote_amounts\":[4,16]").ok();

        assertThat(mint.get(QUOTE + "/" + quotes.get(0))
                        .ok()
                        .get("amount_issued")
                        .asLong())
                .isEqualTo(4);
        assertThat(mint.get(QUOTE + "/" + quotes.get(1))
                        .ok()
                        .get("amount_issued")
                        .asLong())
                .isEqualTo(16);
    }

    @Test
    @Provokes({ErrorCode.QUOTE_NOT_PAID, ErrorCode.UNBALANCED, ErrorCode.AMOUNT_OUT_OF_RANGE, ErrorCode.QUOTE_UNKNOWN})
    void changesNothingIfOneQuoteOfABatchFails() {
        var paid = paid(32);
        var unpaid = quote(64);

        batch(outputs(64, 32), List.of(paid, unpaid), "").refusedWith(ErrorCode.QUOTE_NOT_PAID);
        batch(outputs(64), List.of(paid, paid(64)), "").refusedWith(ErrorCode.UNBALANCED);
        batch(outputs(32), List.of(paid, paid(64)), ",\"quote_amounts\":[32,0]")
                .refusedWith(ErrorCode.AMOUNT_OUT_OF_RANGE);
        batch(outputs(64, 32), List.of(paid, paid(64)), ",\"quote_amounts\":[64,32]")
                .refusedWith(ErrorCode.UNBALANCED);
        batch(outputs(32), List.of(paid, "nonsense"), "").refusedWith(ErrorCode.QUOTE_UNKNOWN);

        assertThat(mint.get(QUOTE + "/" + paid).ok().get("amount_issued").asLong())
                .isZero();
    }

    @Test
    @Provokes(ErrorCode.AMOUNT_OVERFLOW)
    void refusesABatchWhoseAmountsOverflow() {
        var quotes = List.of(paid(64), paid(32));

        batch(outputs(64, 32), quotes, ",\"quote_amounts\":[18446744073709551615,18446744073709551615]")
                .refusedWith(ErrorCode.AMOUNT_OVERFLOW);
    }

    @Test
    @Provokes(ErrorCode.MALFORMED_REQUEST)
    void asksForOneEntryPerQuoteInABatch() {
        var quotes = List.of(paid(32), paid(64));

        batch(outputs(64, 32), quotes, ",\"quote_amounts\":[32]").refusedWith(ErrorCode.MALFORMED_REQUEST);
        batch(outputs(64, 32), quotes, ",\"signatures\":[null]").refusedWith(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    @Provokes(ErrorCode.QUOTE_SIGNATURE_INVALID)
    void asksForTheSignatureOfEachLockedQuoteInABatch() {
        var locked = id(mint.post(QUOTE, "{\"amount\":64,\"unit\":\"sat\",\"pubkey\":\"" + PUBKEY + "\"}")
                .ok());
        pay(locked, 64);
        var quotes = List.of(paid(32), locked);
        var outputs = outputs(64, 32);
        var signature = MintQuoteSignature.sign(Curve.preferred(), KEY, locked, outputs);

        batch(outputs, quotes, "").refusedWith(ErrorCode.QUOTE_SIGNATURE_INVALID);
        batch(outputs, quotes, ",\"signatures\":[\"" + signature + "\",\"" + signature + "\"]")
                .refusedWith(ErrorCode.QUOTE_SIGNATURE_INVALID);
        batch(outputs, quotes, ",\"signatures\":[null,\"" + signature + "\"]").ok();
    }

    @Test
    void publishesWhatItCan() {
        var nuts = mint.get("/v1/info").ok().get("nuts");

        assertThat(nuts.get("4").get("methods").get(0).get("method").asString()).isEqualTo("bolt11");
        assertThat(nuts.get("20").get("supported").asBoolean()).isTrue();
        assertThat(nuts.get("29").get("max_batch_size").asInt()).isEqualTo(100);
    }

    private static List<Integer> atOnce(int times, Callable<Integer> request) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var status : threads.invokeAll(Collections.nCopies(times, request))) {
                statuses.add(status.get());
            }
            return statuses;
        }
    }

    private String quote(long amount) {
        return id(
                mint.post(QUOTE, "{\"amount\":" + amount + ",\"unit\":\"sat\"}").ok());
    }

    private String paid(long amount) {
        var quote = quote(amount);
        pay(quote, amount);
        return quote;
    }

    private void pay(String quote, long amount) {
        var request = mint.get(QUOTE + "/" + quote).ok().get("request").asString();
        var hash = Bolt11Invoice.parse(request).paymentHash();
        fake.receive(new IncomingPayment(LookupId.of(hash), hash.hex(), Money.sat(amount)));
        await().until(() ->
                mint.get(QUOTE + "/" + quote).ok().get("amount_paid").asLong() == amount);
    }

    private static String id(JsonNode quote) {
        return quote.get("quote").asString();
    }

    private Answer check(String... quotes) {
        return mint.post(QUOTE + "/check", "{\"quotes\":" + JSON.writeValueAsString(quotes) + "}");
    }

    private Answer mint(String quote, List<BlindedMessage> outputs) {
        return mint.post(MINT, mintBody(quote, outputs, null));
    }

    private Answer mint(String quote, List<BlindedMessage> outputs, String signature) {
        return mint.post(MINT, mintBody(quote, outputs, signature));
    }

    private Answer batch(List<BlindedMessage> outputs, List<String> quotes, String more) {
        return mint.post(
                MINT + "/batch",
                "{\"quotes\":" + JSON.writeValueAsString(quotes) + ",\"outputs\":" + JSON.writeValueAsString(outputs)
                        + more + "}");
    }

    private static String mintBody(
            String quote, List<BlindedMessage> outputs, @org.jspecify.annotations.Nullable String signature) {
        return "{\"quote\":\"" + quote + "\",\"outputs\":" + JSON.writeValueAsString(outputs)
                + (signature == null ? "" : ",\"signature\":\"" + signature + "\"") + "}";
    }

    private List<BlindedMessage> outputs(long... amounts) {
        var id = KeysetId.parse(
                mint.get("/v1/keys").ok().get("keysets").get(0).get("id").asString());
        var outputs = new ArrayList<BlindedMessage>();
        for (long amount : amounts) {
            outputs.add(output(amount, id));
        }
        return outputs;
    }

    private static BlindedMessage output(long amount, KeysetId id) {
        var blinded = new BlindDiffieHellman(Curve.preferred())
                .blind(UUID.randomUUID().toString(), KEY);
        return new BlindedMessage(Amount.of(amount), id, blinded);
    }
}
