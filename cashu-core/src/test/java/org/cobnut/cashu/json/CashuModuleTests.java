package org.cobnut.cashu.json;

import java.time.Instant;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CashuModuleTests {

    private static final String G = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    private static final String SCALAR = "9818e061ee51d5c8edc3342369a554998ff7b4381c8652d724cdf46429be73d9";
    private static final String PROOF = """
            {"amount":8,"id":"009a1f293253e41e","secret":"s","C":"%s"}""".formatted(G);
    private static final String OUTPUT = """
            {"amount":8,"id":"009a1f293253e41e","B_":"%s"}""".formatted(G);

    private final JsonMapper json =
            JsonMapper.builder().addModule(new CashuModule()).build();

    /// A request as a mint would write one.
    record Request(List<Proof> inputs, @Nullable Amount fee, Unit unit) {}

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9223372036854775807", "9223372036854775808", "18446744073709551615"})
    void readsAndWritesEveryAmount(String digits) {
        var amount = json.readValue(digits, Amount.class);

        assertThat(amount).hasToString(digits);
        assertThat(json.writeValueAsString(amount)).isEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0",
                "1.0",
                "0.5",
                "1e3",
                "1E0",
                "\"1\"",
                "\"\"",
                "true",
                "[]",
                "[1]",
                "{}",
                "18446744073709551616",
                "99999999999999999999999999999999999999999999"
            })
    void refusesWhatIsNoAmount(String value) {
        assertThat(refusal(value, Amount.class).getOriginalMessage())
                .containsAnyOf("not an integer", "an amount is")
                .doesNotContain("99999");
    }

    @Test
    void readsAndWritesProofs() {
        var proof = json.readValue(PROOF, Proof.class);

        assertThat(proof.amount()).isEqualTo(Amount.of(8));
        assertThat(proof.signature().hex()).isEqualTo(G);
        assertThat(proof.secret()).isEqualTo("s");
        assertThat(proof.witness()).isNull();
        assertThat(json.writeValueAsString(proof)).isEqualTo(PROOF);
    }

    @Test
    void readsAndWritesWitnessAndDleqOfProofs() {
        var text = PROOF.replace("}", ",\"witness\":\"{}\",\"dleq\":{\"e\":\"%s\",\"s\":\"%s\",\"r\":\"%s\"}}")
                .formatted(SCALAR, SCALAR, SCALAR);

        var proof = json.readValue(text, Proof.class);

        assertThat(proof.witness()).isEqualTo("{}");
        assertThat(json.writeValueAsString(proof)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"{ \\\"signatures\\\": [] }\"' | '{ \"signatures\": [] }'",
                "'{\"signatures\": [\"a\"]}' | '{\"signatures\":[\"a\"]}'",
                "null |"
            })
    void keepsAWitnessAsText(String sent, @Nullable String kept) {
        var proof = json.readValue(PROOF.replace("}", ",\"witness\":" + sent + "}"), Proof.class);

        assertThat(proof.witness()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[]", "true"})
    void refusesOtherWitnesses(String witness) {
        var failure = refusal(PROOF.replace("}", ",\"witness\":" + witness + "}"), Proof.class);

        assertThat(MalformedJson.detail(failure)).isEqualTo("witness: neither a string nor an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.5", "true", "[\"s\"]", "{}", "null"})
    void refusesSecretsThatAreNoText(String secret) {
        var failure = refusal(PROOF.replace("\"s\"", secret), Proof.class);

        assertThat(MalformedJson.detail(failure)).startsWith("secret: ");
    }

    @Test
    void keepsTheExactCharactersOfASecret() {
        var secret = json.readValue(PROOF.replace("\"s\"", "\"[\\\"P2PK\\\", \\u00e9 ]\""), Proof.class)
                .secret();

        assertThat(secret).isEqualTo("[\"P2PK\", é ]");
    }

    @Test
    void readsAndWritesBlindedMessages() {
        var output = json.readValue(OUTPUT, BlindedMessage.class);

        assertThat(output.blindedSecret().hex()).isEqualTo(G);
        assertThat(json.writeValueAsString(output)).isEqualTo(OUTPUT);
    }

    @Test
    void readsAndWritesBlindSignatures() {
        var text = OUTPUT.replace("B_", "C_")
                .replace("}", ",\"dleq\":{\"e\":\"%s\",\"s\":\"%s\"}}")
                .formatted(SCALAR, SCALAR);

        var signature = json.readValue(text, BlindSignature.class);

        assertThat(signature.blindedSignature().hex()).isEqualTo(G);
        assertThat(json.writeValueAsString(signature)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"amount", "id", "secret", "C"})
    void requiresEveryFieldOfAProof(String field) {
        var missing = json.readTree(PROOF).asObject().without(field).toString();
        var isNull = json.readTree(PROOF).asObject().putNull(field).toString();

        assertThat(MalformedJson.detail(refusal(missing, Proof.class))).isEqualTo(field + ": missing or malformed");
        assertThat(MalformedJson.detail(refusal(isNull, Proof.class))).isEqualTo(field + ": must not be null");
    }

    @Test
    void requiresTheComponentsOfOtherRecordsUnlessNullable() {
        var request = json.readValue("{\"inputs\":[],\"unit\":\"sat\"}", Request.class);

        assertThat(request.fee()).isNull();
        assertThat(json.readValue("{\"inputs\":[],\"unit\":\"sat\",\"fee\":null}", Request.class))
                .isEqualTo(request);
        assertThat(MalformedJson.detail(refusal("{\"inputs\":[]}", Request.class)))
                .isEqualTo("unit: missing or malformed");
        assertThat(MalformedJson.detail(refusal("{\"unit\":\"sat\",\"inputs\":null}", Request.class)))
                .isEqualTo("inputs: must not be null");
        assertThat(MalformedJson.detail(refusal("{\"unit\":\"sat\",\"inputs\":[null]}", Request.class)))
                .isEqualTo("inputs[0]: must not be null");
    }

    /// As in NUT-29, where quotes without a key have null for a signature.
    record Batch(List<@Nullable String> signatures) {}

    @Test
    void takesNullsInListsThatSaySo() {
        assertThat(json.readValue("{\"signatures\":[null,\"a\"]}", Batch.class).signatures())
                .containsExactly(null, "a");
    }

    @Test
    void passesOverUnknownFields() {
        var proof = json.readValue(PROOF.replace("}", ",\"p2pk_e\":\"?\",\"x\":{\"y\":[1]}}"), Proof.class);

        assertThat(json.writeValueAsString(proof)).isEqualTo(PROOF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"0279BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798\"",
                "\"020000000000000000000000000000000000000000000000000000000000000005\"",
                "\"0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\"",
                "\"79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\"",
                "7",
                "{}"
            })
    void refusesPointsOutsideTheCurveAndNamesTheFieldButNotTheValue(String value) {
        var request = "{\"unit\":\"sat\",\"inputs\":[" + PROOF + "," + PROOF.replace("\"" + G + "\"", value) + "]}";

        var detail = MalformedJson.detail(refusal(request, Request.class));

        assertThat(detail).startsWith("inputs[1].C: ").doesNotContain("0005").doesNotContainIgnoringCase("79be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "009A1F293253E41E", "029a1f293253e41e", "0123456789abcdef", "I2yN+iRYfkzT"})
    void refusesKeysetIdsThatAreNotWhole(String id) {
        var detail = MalformedJson.detail(refusal(OUTPUT.replace("009a1f293253e41e", id), BlindedMessage.class));

        assertThat(detail).startsWith("id: ");
    }

    @Test
    void refusesTextThatIsNoUnicode() {
        var detail = MalformedJson.detail(refusal(PROOF.replace("\"s\"", "\"\\ud800\""), Proof.class));

        assertThat(detail).isEqualTo("missing or malformed");
    }

    @Test
    void saysWhereBrokenJsonBreaks() {
        assertThat(MalformedJson.detail(refusal("{\"inputs\":[{\"amount\":8,]}", Request.class)))
                .isEqualTo("inputs[0]: missing or malformed");
        assertThat(MalformedJson.detail(refusal("", Request.class))).isEqualTo("missing or malformed");
    }

    @Test
    void readsAndWritesKeysets() {
        var text = """
                {"id":"009a1f293253e41e","unit":"sat","active":true,"input_fee_ppk":100,"final_expiry":null,\
                "keys":{"1":"%s","16":"%s","9223372036854775808":"%s"}}""".formatted(G, G, G);

        var keyset = json.readValue(text, Keyset.class);

        assertThat(keyset.keys()).hasSize(3).containsKey(Amount.parse("9223372036854775808"));
        assertThat(json.writeValueAsString(keyset)).isEqualTo(text);
    }

    @Test
    void readsAndWritesKeysetsWithoutKeys() {
        var text = """
                {"id":"009a1f293253e41e","unit":"sat","active":false,"input_fee_ppk":0,"final_expiry":2059210353}""";

        var info = json.readValue(text, KeysetInfo.class);

        assertThat(info.finalExpiry()).isEqualTo(Instant.ofEpochSecond(2_059_210_353));
        assertThat(json.writeValueAsString(info)).isEqualTo(text);
    }

    @Test
    void readsKeysetsOfOlderMints() {
        var text = "{\"id\":\"009a1f293253e41e\",\"unit\":\"sat\",\"keys\":{\"1\":\"%s\"}}".formatted(G);

        var keyset = json.readValue(text, Keyset.class);

        assertThat(keyset.active()).isTrue();
        assertThat(keyset.inputFeePpk()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"01\":\"%s\"}", "{\"-1\":\"%s\"}", "{\"1\":null}", "{\"a\":\"%s\"}"})
    void refusesKeysetsWithBadKeys(String keys) {
        var text = "{\"id\":\"009a1f293253e41e\",\"unit\":\"sat\",\"keys\":%s}".formatted(keys.formatted(G));

        assertThat(refusal(text, Keyset.class)).isNotNull();
    }

    private JacksonException refusal(String text, Class<?> type) {
        var failure = catchThrowableOfType(JacksonException.class, () -> json.readValue(text, type));
        assertThat(failure).as("%s read as %s", text, type.getSimpleName()).isNotNull();
        return failure;
    }
}
