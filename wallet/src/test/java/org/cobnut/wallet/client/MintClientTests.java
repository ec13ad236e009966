package org.cobnut.wallet.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.ProofDleq;
import org.cobnut.cashu.crypto.Scalar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MintClientTests {

    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
    private static final HttpClient HTTP = MintClient.http(Duration.ofSeconds(20));

    private static final KeysetId KEYSET = KeysetId.parse("009a1f293253e41e");
    private static final Scalar SCALAR = Scalar.of("07".repeat(32));
    private static final Point POINT = Curve.preferred().publicKey(SCALAR);
    private static final Proof PROOF = new Proof(
            Amount.of(8), KEYSET, "secret", POINT, "{\"signatures\":[]}", new ProofDleq(SCALAR, SCALAR, SCALAR));
    private static final BlindedMessage OUTPUT = new BlindedMessage(Amount.of(8), KEYSET, POINT);
    private static final String OUTPUT_JSON = "{'amount':8,'id':'" + KEYSET + "','B_':'" + POINT + "'}";
    private static final String SIGNATURE_JSON = "{'amount':8,'id':'" + KEYSET + "','C_':'" + POINT + "'}";
    private static final String MINT_QUOTE = "{'quote':'q/1','request':'lnbc1','unit':'sat','amount':8,'state':'PAID',"
            + "'amount_paid':8,'amount_issued':3,'updated_at':5,'expiry':null,'pubkey':null,'news':{}}";
    private static final String MELT_QUOTE =
            "{'quote':'q','amount':8,'fee_reserve':2,'state':'PAID','expiry':7,'payment_preimage':'00','unit':'sat',"
                    + "'request':'lnbc1','change':[" + SIGNATURE_JSON + "]}";

    private final ScriptedMint mint = new ScriptedMint();
    private final MintClient client = new MintClient(HTTP, URI.create(mint.uri() + "/"), TIMEOUTS);

    MintClientTests() throws IOException {}

    @AfterEach
    void stopMint() {
        mint.close();
    }

    @AfterAll
    static void stopClient() {
        HTTP.shutdownNow();
    }

    @Test
    void readsInfo() {
        mint.answer(
                "GET /v1/info",
                "{'name':'Mint','version':'x/1','motd':'hi','max_array_length':500,'nuts':{'7':{'supported':true}}}");

        var info = client.info();

        assertThat(info.name()).contains("Mint");
        assertThat(info.version()).contains("x/1");
        assertThat(info.motd()).contains("hi");
        assertThat(info.maxArrayLength()).hasValue(500);
        assertThat(info.supports(7)).isTrue();
        assertThat(info.supports(20)).isFalse();
    }

    /// As Jackson hashes names. A table of them would be full, and then spoil the answers of other mints.
    @Test
    void passesOverNamesThatCollide() {
        var names = IntStream.range(0, 5000)
                .mapToObj(number -> String.format("%13s", Integer.toBinaryString(number))
                        .replace("1", "BB")
                        .replaceAll("[0 ]", "Aa"))
                .map(name -> "'" + name + "':1,")
                .collect(Collectors.joining());
        mint.answer("GET /v1/info", "{" + names + "'name':'Mint'}");

        assertThat(client.info().name()).contains("Mint");
    }

    @Test
    void copesWithAMintThatSaysNothing() {
        mint.answer("GET /v1/info", "{'name':null}");

        var info = client.info();

        assertThat(info.name()).isEmpty();
        assertThat(info.maxArrayLength()).isEmpty();
        assertThat(info.setting(4).isMissingNode()).isTrue();
    }

    @Test
    void readsKeysAndPassesOverVersionsOfTomorrow() {
        var id = KeysetId.v1(new TreeMap<>(Map.of(Amount.of(1), POINT)));
        var keyset = "{'id':'" + id + "','unit':'sat','active':true,'keys':{'1':'" + POINT + "'}}";
        mint.answer("GET /v1/keys", "{'keysets':[{'id':'02aa','unit':'sat','keys':{}}," + keyset + "]}");
        mint.answer("GET /v1/keys/" + id, "{'keysets':[" + keyset + "]}");

        assertThat(client.keys()).extracting(keys -> keys.id()).containsExactly(id);
        assertThat(client.keys(id).key(Amount.of(1))).contains(POINT);
    }

    @Test
    void refusesKeysThatAreNotThoseOfTheId() {
        var other = Curve.preferred().publicKey(Scalar.of("08".repeat(32)));
        var keys = "{'keysets':[{'id':'" + KEYSET + "','unit':'sat','active':true,'keys':{'1':'" + other + "'}}]}";
        mint.answer("GET /v1/keys", keys);
        mint.answer("GET /v1/keys/" + KEYSET, keys);

        assertThatThrownBy(client::keys).isInstanceOf(NoAnswerException.class);
        assertThatThrownBy(() -> client.keys(KEYSET)).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void readsKeysets() {
        mint.answer(
                "GET /v1/keysets",
                "{'keysets':[{'id':'" + KEYSET + "','unit':'sat','active':false,'input_fee_ppk':100},"
                        + "{'id':'I2yN+iRYfkzT','unit':'sat','active':true}]}");

        var keysets = client.keysets();

        assertThat(keysets).hasSize(1);
        assertThat(keysets.getFirst().active()).isFalse();
        assertThat(keysets.getFirst().inputFeePpk()).isEqualTo(100);
    }

    @Test
    void swapsWithoutShowingDleqProofs() {
        mint.answer("POST /v1/swap", "{'signatures':[" + SIGNATURE_JSON + "]}");

        var signatures = client.swap(List.of(PROOF), List.of(OUTPUT));

        assertThat(signatures).hasSize(1);
        assertThat(signatures.getFirst().blindedSignature()).isEqualTo(POINT);
        assertSent(
                "POST /v1/swap",
                "{'inputs':[{'amount':8,'id':'" + KEYSET + "','secret':'secret','C':'" + POINT
                        + "','witness':'{\\'signatures\\':[]}'}],'outputs':[" + OUTPUT_JSON + "]}");
    }

    @Test
    void requestsMintQuotes() {
        mint.answer("POST /v1/mint/quote/bolt11", MINT_QUOTE);

        var quote = client.requestMintQuote(
                "bolt11", MintQuoteRequest.of(Amount.of(8), Unit.SAT).lockedTo(POINT));

        assertThat(quote.mintable()).isEqualTo(Amount.of(5));
        assertThat(quote.state()).isEqualTo(MintQuoteState.PAID);
        assertThat(quote.toString()).doesNotContain("q/1");
        assertSent("POST /v1/mint/quote/bolt11", "{'unit':'sat','amount':8,'pubkey':'" + POINT + "'}");
    }

    @Test
    void knowsWhatCanBeMinted() {
        mint.answer(
                "POST /v1/mint/quote/bolt11/check",
                "[{'quote':'a','request':'x','amount':8,'state':'PAID'},"
                        + "{'quote':'b','request':'x','amount':8,'state':'ISSUED'},"
                        + "{'quote':'c','request':'x','amount':8,'state':'NEWS'},"
                        + "{'quote':'d','request':'x','amount_paid':3,'amount_issued':9}]");

        var quotes = client.mintQuotes("bolt11", List.of("a", "b", "c", "d"));

        assertThat(quotes).extracting(quote -> quote.mintable().value()).containsExactly(8L, 0L, 0L, 0L);
        assertThat(quotes.get(2).state()).isEqualTo(MintQuoteState.OTHER);
        assertSent("POST /v1/mint/quote/bolt11/check", "{'quotes':['a','b','c','d']}");
    }

    @Test
    void asksForQuotesOfAnyId() {
        mint.answer("GET /v1/mint/quote/bolt11/q%2F1", MINT_QUOTE);
        mint.answer("GET /v1/melt/quote/bolt11/q", MELT_QUOTE);

        assertThat(client.mintQuote("bolt11", "q/1").amount()).isEqualTo(Amount.of(8));
        assertThat(client.meltQuote("bolt11", "q").feeReserve()).isEqualTo(Amount.of(2));
    }

    @Test
    void refusesAnswersToOtherQuestions() {
        mint.answer("GET /v1/mint/quote/bolt11/q", MINT_QUOTE);
        mint.answer("GET /v1/melt/quote/bolt11/r", MELT_QUOTE);
        mint.answer("POST /v1/mint/quote/bolt11/check", "[" + MINT_QUOTE + "]");
        mint.answer("POST /v1/restore", "{'outputs':[" + OUTPUT_JSON + "],'signatures':[]}");
        mint.answer("POST /v1/checkstate", "{'states':[]}");

        assertThatThrownBy(() -> client.mintQuote("bolt11", "q")).isInstanceOf(NoAnswerException.class);
        assertThatThrownBy(() -> client.meltQuote("bolt11", "r")).isInstanceOf(NoAnswerException.class);
        assertThatThrownBy(() -> client.mintQuotes("bolt11", List.of("a"))).isInstanceOf(NoAnswerException.class);
        assertThatThrownBy(() -> client.restore(List.of(OUTPUT))).isInstanceOf(NoAnswerException.class);
        assertThatThrownBy(() -> client.checkState(List.of(POINT))).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void mints() {
        mint.answer("POST /v1/mint/bolt11", "{'signatures':[" + SIGNATURE_JSON + "]}");

        assertThat(client.mint("bolt11", new MintRequest("q", List.of(OUTPUT), "ab")))
                .hasSize(1);
        assertSent("POST /v1/mint/bolt11", "{'quote':'q','outputs':[" + OUTPUT_JSON + "],'signature':'ab'}");
    }

    @Test
    void mintsInBatches() {
        mint.answer("POST /v1/mint/bolt11/batch", "{'signatures':[" + SIGNATURE_JSON + "]}");
        var request = new BatchMintRequest(
                List.of("q", "r"), List.of(Amount.of(3), Amount.of(5)), List.of(OUTPUT), Arrays.asList(null, "ab"));

        assertThat(client.mintBatch("bolt11", request)).hasSize(1);
        assertSent(
                "POST /v1/mint/bolt11/batch",
                "{'quotes':['q','r'],'quote_amounts':[3,5],'outputs':[" + OUTPUT_JSON + "],'signatures':[null,'ab']}");
    }

    @Test
    void doesNotShowWhatIsPaid() {
        assertThat(MeltQuoteRequest.of("lnbc1", Unit.SAT)).hasToString("MeltQuoteRequest[sat]");
    }

    @Test
    void requestsMeltQuotesWithTheirOptions() {
        mint.answer("POST /v1/melt/quote/bolt11", MELT_QUOTE);
        var request = MeltQuoteRequest.of("lnbc1", Unit.SAT);

        assertThat(client.requestMeltQuote("bolt11", request).amount()).isEqualTo(Amount.of(8));
        assertSent("POST /v1/melt/quote/bolt11", "{'request':'lnbc1','unit':'sat'}");

        client.requestMeltQuote("bolt11", request.amountless(Amount.of(9000)));
        assertSent(
                "POST /v1/melt/quote/bolt11",
                "{'request':'lnbc1','unit':'sat','options':{'amountless':{'amount_msat':9000}}}");

        client.requestMeltQuote("bolt11", request.partial(Amount.of(9000)));
        assertSent("POST /v1/melt/quote/bolt11", "{'request':'lnbc1','unit':'sat','options':{'mpp':{'amount':9000}}}");
    }

    @Test
    void meltsAndTakesChange() {
        mint.answer("POST /v1/melt/bolt11", MELT_QUOTE);

        var paid = client.melt(
                "bolt11", MeltRequest.of("q", List.of(PROOF), List.of(OUTPUT)).async());

        assertThat(paid.state()).isEqualTo(MeltQuoteState.PAID);
        assertThat(paid.changeOrNone()).hasSize(1);
        assertThat(paid.paymentPreimage()).isEqualTo("00");
        var sent = mint.lastReceived().json();
        assertThat(sent.get("prefer_async").booleanValue()).isTrue();
        assertThat(sent.at("/inputs/0").has("dleq")).isFalse();
        assertThat(sent.get("outputs")).hasSize(1);
    }

    @Test
    void leavesOutWhatAMeltDoesNotNeed() {
        mint.answer(
                "POST /v1/melt/bolt11", MELT_QUOTE.replace("'PAID'", "'NEWS'").replace("'change'", "'x'"));

        var answer = client.melt("bolt11", MeltRequest.of("q", List.of(PROOF), List.of()));

        assertThat(answer.state()).isEqualTo(MeltQuoteState.UNKNOWN);
        assertThat(answer.changeOrNone()).isEmpty();
        assertThat(mint.lastReceived().json().propertyNames()).containsExactlyInAnyOrder("quote", "inputs");
    }

    @Test
    void checksStates() {
        mint.answer("POST /v1/checkstate", "{'states':[{'Y':'" + POINT + "','state':'SPENT','witness':'w'}]}");

        assertThat(client.checkState(List.of(POINT))).containsExactly(new ProofStatus(POINT, ProofState.SPENT, "w"));
        assertSent("POST /v1/checkstate", "{'Ys':['" + POINT + "']}");
    }

    @Test
    void restores() {
        mint.answer("POST /v1/restore", "{'outputs':[" + OUTPUT_JSON + "],'signatures':[" + SIGNATURE_JSON + "]}");

        var restored = client.restore(List.of(OUTPUT));

        assertThat(restored.outputs()).containsExactly(OUTPUT);
        assertThat(restored.signatures()).hasSize(1);
        assertSent("POST /v1/restore", "{'outputs':[" + OUTPUT_JSON + "]}");
    }

    @Test
    void carriesTheRefusalsOfTheMint() {
        mint.answer("POST /v1/swap", 400, "{'detail':'Proofs already spent','code':11001}");

        assertThatThrownBy(() -> client.swap(List.of(PROOF), List.of(OUTPUT)))
                .isInstanceOfSatisfying(RefusedByMintException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(400);
                    assertThat(refusal.code()).isEqualTo(11001);
                    assertThat(refusal.detail()).isEqualTo("Proofs already spent");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "oops",
                "[]",
                "{}",
                "{'detail':'x'}",
                "{'detail':[],'code':1}",
                "{'detail':'x','code':'1'}",
                "{'detail':'x','code':99999999999}",
            })
    void takesWhatIsNoRefusalForNoAnswer(String body) {
        mint.answer("GET /v1/info", 422, body);

        assertThatThrownBy(client::info).isInstanceOf(NoAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "oops",
                "null",
                "{}",
                "{'signatures':null}",
                "{'signatures':[null]}",
                "{'signatures':[{'amount':8.0,'id':'009a1f293253e41e','C_':'x'}]}"
            })
    void takesMalformedAnswersForNoAnswer(String body) {
        mint.answer("POST /v1/swap", body);

        assertThatThrownBy(() -> client.swap(List.of(PROOF), List.of(OUTPUT))).isInstanceOf(NoAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[null]", "[" + MINT_QUOTE + ",null]"})
    void takesMissingQuotesForNoAnswer(String body) {
        mint.answer("POST /v1/mint/quote/bolt11/check", body);

        assertThatThrownBy(() -> client.mintQuotes("bolt11", List.of("q/1"))).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void followsNoRedirects() {
        mint.answer("GET /v1/info", 307, "");
        mint.answer("GET /elsewhere", "{}");

        assertThatThrownBy(client::info).isInstanceOf(NoAnswerException.class);
        assertThat(mint.lastReceived().line()).isEqualTo("GET /v1/info");
    }

    @Test
    void doesNotReadAnswersWithoutEnd() {
        mint.answer("GET /v1/info", "'" + "x".repeat(10_000_000) + "'");

        assertThatThrownBy(client::info).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void doesNotWaitForEver() {
        var impatient = new MintClient(HTTP, mint.uri(), new Timeouts(Duration.ofMillis(50), Duration.ofMillis(50)));

        assertThatThrownBy(impatient::info)
                .isInstanceOf(NoAnswerException.class)
                .hasMessage("the mint has not answered in time");
        assertThatThrownBy(() -> impatient.melt("bolt11", MeltRequest.of("q", List.of(PROOF), List.of())))
                .isInstanceOf(NoAnswerException.class);
    }

    @Test
    void saysSoIfThereIsNoMint() throws IOException {
        URI gone;
        try (var other = new ScriptedMint()) {
            gone = other.uri();
        }

        assertThatThrownBy(new MintClient(HTTP, gone, TIMEOUTS)::info).isInstanceOf(NoAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BOLT11", "bolt11/../x", "a b"})
    void sendsNothingForMethodsThatCannotBe(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> client.mintQuote(method, "q"));
    }

    private void assertSent(String line, String body) {
        assertThat(mint.lastReceived().line()).isEqualTo(line);
        // Quotes within a string are written as \' here, too.
        var expected = body.replace("\\'", "\u0000").replace('\'', '"').replace("\u0000", "\\\"");
        assertThat(mint.lastReceived().json()).isEqualTo(JsonMapper.shared().readTree(expected));
    }
}
