package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class ConditionVectorTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SpendingConditions conditions = new SpendingConditions(Curve.preferred());

    static Stream<JsonNode> proofs() {
        return Stream.concat(
                Vectors.cases("nut11.json", "proof").stream(), Vectors.cases("spec_examples.json", "proof").stream());
    }

    static Stream<JsonNode> transactions() {
        return Stream.of(
                        Vectors.cases("nut11.json", "swap"),
                        Vectors.cases("nut11.json", "melt"),
                        Vectors.cases("nut14.json", "swap"))
                .flatMap(List::stream);
    }

    static Stream<JsonNode> messages() {
        return transactions().filter(vector -> vector.get("expected").has("msg_to_sign"));
    }

    static List<JsonNode> tags() {
        return Vectors.cases("spec_examples.json", "nut10_tag");
    }

    static List<JsonNode> keys() {
        return Vectors.cases("spec_examples.json", "p2pk_malformed");
    }

    @Test
    void coversAllVectors() {
        assertThat(Vectors.cases("nut11.json")).hasSize(20);
        assertThat(Vectors.cases("nut14.json")).hasSize(4);
        assertThat(proofs()).hasSize(10);
        assertThat(transactions()).hasSize(14);
        assertThat(messages()).hasSize(2);
        assertThat(tags()).hasSize(6);
        assertThat(keys()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void decidesAboutSingleProofs(JsonNode vector) {
        var proof = Vectors.proof(vector.get("proof"));

        var refusal = catchThrowable(() -> conditions.verify(List.of(proof), List.of(), null, NOW));

        assertDecided(vector, refusal);
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void decidesAboutTransactions(JsonNode vector) {
        var request = vector.get("request");

        var refusal = catchThrowable(() ->
                conditions.verify(Vectors.inputs(request), Vectors.outputs(request), Vectors.quote(request), NOW));

        assertDecided(vector, refusal);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void makesTheMessageOfSigAll(JsonNode vector) {
        var request = vector.get("request");
        var text = TransactionMessage.text(Vectors.inputs(request), Vectors.outputs(request), Vectors.quote(request));

        assertThat(text).isEqualTo(vector.at("/expected/msg_to_sign").stringValue());
        assertThat(HexFormat.of().formatHex(Sha256.hash(text)))
                .isEqualTo(vector.at("/expected/sha256").stringValue());
    }

    @ParameterizedTest
    @MethodSource("tags")
    void readsTags(JsonNode vector) {
        var secret = "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\",\"tags\":[" + vector.get("tag") + "]}]";

        var refusal = catchThrowable(() -> WellKnownSecret.parse(secret));

        assertDecided(vector, refusal);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void wantsKeysOfAPathToDiffer(JsonNode vector) {
        var secret = new StringBuilder("[\"P2PK\",{\"nonce\":\"1\",\"data\":" + vector.get("data") + ",\"tags\":[");
        var isMain = vector.has("pubkeys");
        secret.append(isMain ? "[\"pubkeys\"," : "[\"refund\",")
                .append(vector.get(isMain ? "pubkeys" : "refund").get(0))
                .append("]]}]");

        var refusal = catchThrowable(() -> SpendingCondition.of(secret.toString()));

        assertThat(refusal instanceof CashuException)
                .isEqualTo(vector.at("/expected/malformed").booleanValue());
    }

    @Test
    void takesEquivalentKeysForOne() {
        var vector = Vectors.cases("spec_examples.json", "pubkey_equivalence").getFirst();

        assertThat(vector.get("keys")).hasSize(6).allSatisfy(key -> {
            var x = Curve.preferred().point(key.stringValue()).xOnly();
            assertThat(HexFormat.of().formatHex(x))
                    .isEqualTo(vector.at("/expected/x_only").stringValue());
        });
    }

    @Test
    void hashesThePreimageOfAnHtlc() {
        var vector = Vectors.cases("nut14.json", "htlc_preimage").getFirst();
        var preimage = HexFormat.of().parseHex(vector.get("preimage").stringValue());

        assertThat(HexFormat.of().formatHex(Sha256.hash(preimage)))
                .isEqualTo(vector.at("/expected/hash").stringValue());
    }

    /// An example of a message has a valid signature, although it does not say so; the unsigned fixture has
    /// none.
    private static void assertDecided(JsonNode vector, Throwable refusal) {
        var expected = vector.get("expected");
        var isValid = expected.has("msg_to_sign") || expected.get("valid").booleanValue(false);
        if (isValid) {
            assertThat(refusal).isNull();
        } else {
            assertThat(refusal).isInstanceOf(CashuException.class);
        }
    }
}
