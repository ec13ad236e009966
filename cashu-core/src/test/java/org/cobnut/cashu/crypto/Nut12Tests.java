package org.cobnut.cashu.crypto;

import java.util.HexFormat;
import java.util.stream.Stream;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.NutVectors;
import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.cashu.NutVectors.expected;
import static org.cobnut.cashu.NutVectors.text;

/// Proofs that a blind signature is by a certain key.
@ParameterizedClass
@MethodSource("org.cobnut.cashu.crypto.CurveTests#providers")
class Nut12Tests {

    private static final NutVectors VECTORS = NutVectors.of("nut12.json");

    private final Curve curve;

    Nut12Tests(Curve curve) {
        this.curve = curve;
    }

    static Stream<Named<JsonNode>> challenges() {
        return VECTORS.ofType("hash_e", 1);
    }

    static Stream<Named<JsonNode>> provings() {
        return VECTORS.ofType("dleq_prove", 1);
    }

    static Stream<Named<JsonNode>> blindSignatures() {
        return VECTORS.ofType("dleq_verify_blind_signature", 1);
    }

    static Stream<Named<JsonNode>> proofs() {
        return VECTORS.ofType("dleq_verify_proof", 1);
    }

    @ParameterizedTest
    @MethodSource("challenges")
    void hashesTheTextOfUncompressedPoints(JsonNode vector) {
        var e = Dleq.challenge(point(vector, "R1"), point(vector, "R2"), point(vector, "K"), point(vector, "C_"));

        assertThat(HexFormat.of().formatHex(e)).isEqualTo(expected(vector, "e"));
    }

    @ParameterizedTest
    @MethodSource("provings")
    void provesDeterministically(JsonNode vector) {
        var a = Scalar.of(text(vector, "a"));
        var A = point(vector, "A");
        var B_ = point(vector, "B_");
        var C_ = point(vector, "C_");

        var dleq = Dleq.prove(curve, a, A, B_, C_);

        assertThat(dleq.e().hex()).isEqualTo(expected(vector, "e"));
        assertThat(dleq.s().hex()).isEqualTo(expected(vector, "s"));
        assertThat(dleq.isValid(curve, A, B_, C_)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("blindSignatures")
    void verifiesBlindSignatures(JsonNode vector) {
        var signature = NutVectors.read(vector.get("blind_signature"), BlindSignature.class);

        var valid =
                dleq(signature).isValid(curve, point(vector, "A"), point(vector, "B_"), signature.blindedSignature());

        assertThat(valid).isEqualTo(vector.get("expected").get("valid").booleanValue());
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void verifiesProofs(JsonNode vector) {
        var proof = NutVectors.read(vector.get("proof"), Proof.class);

        var valid = dleq(proof).isValid(curve, point(vector, "A"), proof.secret(), proof.signature());

        assertThat(valid).isEqualTo(vector.get("expected").get("valid").booleanValue());
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void refusesProofsOfAnotherKeySecretOrSignature(JsonNode vector) {
        var proof = NutVectors.read(vector.get("proof"), Proof.class);
        var A = point(vector, "A");
        var other = curve.publicKey(Scalar.of("11".repeat(32)));
        var dleq = dleq(proof);
        var changed = new ProofDleq(dleq.s(), dleq.e(), dleq.r());

        assertThat(dleq.isValid(curve, other, proof.secret(), proof.signature()))
                .isFalse();
        assertThat(dleq.isValid(curve, A, "another secret", proof.signature())).isFalse();
        assertThat(dleq.isValid(curve, A, proof.secret(), other)).isFalse();
        assertThat(changed.isValid(curve, A, proof.secret(), proof.signature())).isFalse();
    }

    @Test
    void refusesAKeyThatDidNotSign() {
        var key = Scalar.of("11".repeat(32));
        var otherKey = Scalar.of("22".repeat(32));
        var B_ = curve.hashToCurve(new byte[] {1});
        var C_ = curve.multiply(B_, otherKey);

        var dleq = Dleq.prove(curve, key, curve.publicKey(key), B_, C_);

        assertThat(dleq.isValid(curve, curve.publicKey(key), B_, C_)).isFalse();
    }

    @Test
    void coversEveryTypeOfVector() {
        assertThat(VECTORS.types())
                .containsExactlyInAnyOrder("hash_e", "dleq_prove", "dleq_verify_blind_signature", "dleq_verify_proof");
    }

    private Point point(JsonNode vector, String field) {
        return curve.point(text(vector, field));
    }

    private static Dleq dleq(BlindSignature signature) {
        var dleq = signature.dleq();
        assertThat(dleq).isNotNull();
        return dleq;
    }

    private static ProofDleq dleq(Proof proof) {
        var dleq = proof.dleq();
        assertThat(dleq).isNotNull();
        return dleq;
    }
}
