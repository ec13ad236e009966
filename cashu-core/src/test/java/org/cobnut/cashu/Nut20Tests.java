package org.cobnut.cashu;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.crypto.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cobnut.cashu.NutVectors.expected;
import static org.cobnut.cashu.NutVectors.outputs;
import static org.cobnut.cashu.NutVectors.text;

/// Signatures of mint quotes, NUT-20 and for batches NUT-29.
@ParameterizedClass
@MethodSource("org.cobnut.cashu.crypto.CurveTests#providers")
class Nut20Tests {

    private static final NutVectors NUT20 = NutVectors.of("nut20.json");
    private static final NutVectors NUT29 = NutVectors.of("nut29.json");
    private static final NutVectors POST_SNAPSHOT = NutVectors.of("post_snapshot.json");
    private static final NutVectors DERIVED = NutVectors.of("derived.json");
    private static final Scalar KEY = Scalar.of("11".repeat(32));

    private final Curve curve;

    Nut20Tests(Curve curve) {
        this.curve = curve;
    }

    static Stream<Named<JsonNode>> legacySignatures() {
        return NUT20.ofType("mint_quote_signature", 2);
    }

    static Stream<Named<JsonNode>> legacyMessages() {
        return NUT20.ofType("mint_quote_message", 1);
    }

    static Stream<Named<JsonNode>> signatures() {
        return POST_SNAPSHOT.ofType("mint_quote_signature_v1", 2);
    }

    static Stream<Named<JsonNode>> batchSignatures() {
        return NUT29.ofType("batch_mint_signature", 1);
    }

    static Stream<Named<JsonNode>> repairedBatchSignatures() {
        return DERIVED.ofType("batch_mint_signature", 1);
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void verifiesSignaturesAndRebuildsTheirMessage(JsonNode vector) {
        var request = vector.get("request");
        var message = MintQuoteSignature.message(text(request, "quote"), outputs(request));

        assertThat(HexFormat.of().formatHex(message)).isEqualTo(expected(vector, "msg_hex"));
        assertThat(HexFormat.of().formatHex(Sha256.hash(message))).isEqualTo(expected(vector, "sha256"));
        assertThat(isValid(vector))
                .isEqualTo(vector.get("expected").get("valid").booleanValue());
    }

    @ParameterizedTest
    @MethodSource("legacySignatures")
    void verifiesLegacySignatures(JsonNode vector) {
        assertThat(isValid(vector))
                .isEqualTo(vector.get("expected").get("valid").booleanValue());
    }

    @ParameterizedTest
    @MethodSource("legacyMessages")
    void rebuildsTheLegacyMessage(JsonNode vector) {
        var bytes = NutVectors.read(vector.get("expected").get("msg_bytes"), int[].class);

        var message = MintQuoteSignature.legacyMessage(text(vector, "quote"), outputs(vector));

        assertThat(message).containsExactly(bytes);
    }

    @ParameterizedTest
    @MethodSource("batchSignatures")
    void verifiesSignaturesOfBatchesExceptThoseThatAreWrongAsPublished(JsonNode vector) {
        var request = vector.get("request");
        var signature = request.get("signatures").get(0).stringValue();

        assertThat(MintQuoteSignature.isValid(
                        curve, curve.point(text(vector, "pubkey")), text(vector, "quote"), outputs(request), signature))
                .isEqualTo(!vector.has("known_defect"));
    }

    @ParameterizedTest
    @MethodSource("repairedBatchSignatures")
    void verifiesTheRepairedSignatureOfABatch(JsonNode vector) {
        var key = curve.point(text(vector, "pubkey"));
        var message = MintQuoteSignature.legacyMessage(text(vector, "quote"), outputs(vector));

        assertThat(HexFormat.of().formatHex(Sha256.hash(message))).isEqualTo(expected(vector, "msg_hash"));
        assertThat(MintQuoteSignature.isValid(
                        curve, key, text(vector, "quote"), outputs(vector), text(vector, "signature")))
                .isTrue();
    }

    @Test
    void signsWhatItVerifies() {
        var outputs = someOutputs();

        var signature = MintQuoteSignature.sign(curve, KEY, "quote", outputs);

        assertThatCode(() -> require("quote", outputs, signature)).doesNotThrowAnyException();
        assertThat(signature).isEqualTo(MintQuoteSignature.sign(curve, KEY, "quote", outputs));
    }

    @Test
    void refusesASignatureOfAnotherRequest() {
        var outputs = someOutputs();
        var signature = MintQuoteSignature.sign(curve, KEY, "quote", outputs);
        var dearer = List.of(new BlindedMessage(
                Amount.of(9), outputs.getFirst().keysetId(), outputs.getFirst().blindedSecret()));

        assertRefused("another quote", outputs, signature);
        assertRefused("quote", List.of(), signature);
        assertRefused("quote", dearer, signature);
        assertRefused("quote", outputs, null);
    }

    @ParameterizedTest
    @CsvSource({"''", "zz", "00", "0"})
    void refusesWhatIsNoSignature(String signature) {
        assertRefused("quote", someOutputs(), signature);
    }

    @Test
    void asksNothingOfAQuoteWithoutKey() {
        assertThatCode(() -> MintQuoteSignature.require(curve, null, "quote", someOutputs(), null))
                .doesNotThrowAnyException();
    }

    @Test
    void coversEveryTypeOfVector() {
        assertThat(NUT20.types()).containsExactlyInAnyOrder("mint_quote_signature", "mint_quote_message");
        assertThat(NUT29.cases())
                .filteredOn(vector -> vector.has("known_defect"))
                .extracting(vector -> text(vector, "name"))
                .containsExactly("nut20_valid_ordering");
        // The first two are requests to a mint and tested there.
        assertThat(NUT29.types()).containsExactlyInAnyOrder("batch_mint", "batch_check", "batch_mint_signature");
    }

    private boolean isValid(JsonNode vector) {
        var request = vector.get("request");
        return MintQuoteSignature.isValid(
                curve,
                curve.point(text(vector, "pubkey")),
                text(request, "quote"),
                outputs(request),
                text(request, "signature"));
    }

    private void assertRefused(String quote, List<BlindedMessage> outputs, @Nullable String signature) {
        assertThatThrownBy(() -> require(quote, outputs, signature))
                .isInstanceOfSatisfying(
                        CashuException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.QUOTE_SIGNATURE_INVALID));
    }

    private void require(String quote, List<BlindedMessage> outputs, @Nullable String signature) {
        MintQuoteSignature.require(curve, curve.publicKey(KEY), quote, outputs, signature);
    }

    private List<BlindedMessage> someOutputs() {
        return List.of(new BlindedMessage(
                Amount.of(8), KeysetId.parse("009a1f293253e41e"), curve.hashToCurve(new byte[] {1})));
    }
}
