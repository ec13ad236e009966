package org.cobnut.cashu.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.ProofDleq;
import org.cobnut.cashu.crypto.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenTests {

    private static final String MINT = "https://mint.example";
    private static final KeysetId V1 = KeysetId.parse("009a1f293253e41e");
    private static final KeysetId V2 = KeysetId.parse("01" + "ab".repeat(32));
    private static final KeysetId V2_NEIGHBOUR = KeysetId.parse("01" + "ab".repeat(31) + "cd");
    private static final Point C = Curve.preferred().publicKey(Scalar.of("11".repeat(32)));

    static Stream<JsonNode> version3() {
        return cases("token_v3_serialize");
    }

    static Stream<JsonNode> version3Texts() {
        return cases("token_v3_deserialize");
    }

    static Stream<JsonNode> version4() {
        return cases("token_v4_serialize");
    }

    static Stream<JsonNode> raw() {
        return cases("token_v4_raw");
    }

    @Test
    void coversAllVectors() {
        assertThat(version3()).hasSize(2);
        assertThat(version3Texts()).hasSize(5);
        assertThat(version4()).hasSize(3);
        assertThat(raw()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("version3")
    void readsVersion3(JsonNode vector) {
        var token = Token.parse(vector.at("/expected/serialized").stringValue());

        var entry = vector.at("/token/token/0");
        assertThat(token.mint()).isEqualTo(entry.get("mint").stringValue());
        assertThat(token.unit().name()).isEqualTo(vector.at("/token/unit").stringValue());
        assertThat(token.memo()).isEqualTo(vector.at("/token/memo").stringValue());
        var expected = new ArrayList<Proof>();
        entry.get("proofs")
                .forEach(proof -> expected.add(proof(
                        proof.get("amount").longValue(),
                        new KeysetId(proof.get("id").stringValue()),
                        proof.get("secret").stringValue(),
                        proof.get("C").stringValue())));
        assertThat(token.proofs()).isEqualTo(expected).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("version3Texts")
    void readsOnlyTextsOfVersion3WithTheirPrefix(JsonNode vector) {
        var text = vector.get("serialized").stringValue();

        if (vector.at("/expected/valid").booleanValue()) {
            assertThat(Token.parse(text).proofs()).hasSize(2);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> Token.parse(text));
        }
    }

    @ParameterizedTest
    @MethodSource("version4")
    void readsAndWritesVersion4(JsonNode vector) {
        var text = vector.at("/expected/serialized").stringValue();
        var token = Token.parse(text);

        assertThat(token).isEqualTo(token(vector.get("token")));
        assertThat(token.text()).isEqualTo(text.replace("=", ""));
    }

    @ParameterizedTest
    @MethodSource("raw")
    void readsAndWritesRawVersion4(JsonNode vector) {
        var raw = HexFormat.of().parseHex(vector.at("/expected/raw_hex").stringValue());
        var token = Token.parseRaw(raw);

        assertThat(token).isEqualTo(token(vector.get("token")));
        assertThat(token.raw()).isEqualTo(raw);
    }

    @Test
    void keepsWitnessAndDleq() {
        var dleq = new ProofDleq(Scalar.of("01".repeat(32)), Scalar.of("02".repeat(32)), Scalar.of("03".repeat(32)));
        var proof = new Proof(Amount.of(4), V1, "[\"P2PK\",…] ".repeat(40), C, "{\"signatures\":[]}", dleq);
        var token = new Token(MINT, Unit.SAT, "für dich", List.of(proof, proof("b", V1)));

        assertThat(Token.parse(token.text())).isEqualTo(token);
        assertThat(Token.parseRaw(token.raw())).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 23, 24, 255, 256, 65_536, 4_294_967_296L, Long.MAX_VALUE})
    void keepsAmountsOfAllSizes(long amount) {
        var token = new Token(MINT, Unit.SAT, null, List.of(new Proof(new Amount(amount), V1, "a", C, null, null)));

        assertThat(Token.parse(token.text()).amount()).isEqualTo(new Amount(amount));
    }

    @Test
    void doesNotWriteAmountsThatOtherWalletsCannotRead() {
        var token = new Token(MINT, Unit.SAT, null, List.of(new Proof(new Amount(-1), V1, "a", C, null, null)));

        assertThatThrownBy(token::text).isInstanceOf(CashuException.class);
    }

    @Test
    void takesTheSlashesOffTheMint() {
        assertThat(new Token(MINT + "//", Unit.SAT, null, List.of(proof("a", V1))).mint())
                .isEqualTo(MINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cashu:%s", "cashu://%s", "CASHU:%s", "  %s\n", "%s==="})
    void readsUrisAndSloppyText(String form) {
        var token = new Token(MINT, Unit.SAT, null, List.of(proof("abc", V1)));
        var text = token.text();
        int surplus =
                text.substring(6).length() % 4 == 0 ? 0 : 4 - text.substring(6).length() % 4;
        var sloppy = form.formatted(text).replace("===", "=".repeat(surplus));

        assertThat(Token.parse(sloppy)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cashu",
                "cashuA",
                "cashuB",
                "cashuC1234",
                "cashuB****",
                "cashuBAAAA",
                "cashuAe30",
                "cashu:cashu:cashuAe30",
                "creqAe30",
            })
    void refusesWhatIsNoToken(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Token.parse(text));
    }

    @Test
    void refusesRawBytesThatAreNoToken() {
        assertThatIllegalArgumentException().isThrownBy(() -> Token.parseRaw(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Token.parseRaw("crawA".getBytes(StandardCharsets.UTF_8)));
    }

    /// As Jackson hashes names. A table of them would be full, and then spoil the reading of other tokens.
    @Test
    void passesOverNamesThatCollide() {
        var names = IntStream.range(0, 5000)
                .mapToObj(number -> String.format("%13s", Integer.toBinaryString(number))
                        .replace("1", "BB")
                        .replaceAll("[0 ]", "Aa"))
                .toList();
        var more = names.stream().map(name -> "\"" + name + "\":1,").collect(Collectors.joining());
        var proofs = "\"proofs\":[{\"amount\":1,\"id\":\"" + V1 + "\",\"secret\":\"a\",\"C\":\"" + C + "\"}]";

        assertThat(Token.parse(version3("{" + more + "\"token\":[{\"mint\":\"" + MINT + "\"," + proofs + "}]}"))
                        .proofs())
                .hasSize(1);
        assertThat(Token.parseRaw(version4(C.compressed(), names)).proofs()).hasSize(1);
    }

    @Test
    void refusesTokensOfSeveralMints() {
        var proofs = "\"proofs\":[{\"amount\":1,\"id\":\"" + V1 + "\",\"secret\":\"a\",\"C\":\"" + C + "\"}]";
        var json = "{\"token\":[{\"mint\":\"https://a\"," + proofs + "},{\"mint\":\"https://%s\"," + proofs + "}]}";

        assertThat(Token.parse(version3(json.formatted("a"))).proofs()).hasSize(2);
        assertThatIllegalArgumentException().isThrownBy(() -> Token.parse(version3(json.formatted("b"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "-1", "\"1\"", "null", "18446744073709551616", "true"})
    void refusesAmountsThatAreNoNaturalNumbers(String amount) {
        var json = "{\"token\":[{\"mint\":\"https://a\",\"proofs\":[{\"amount\":" + amount + ",\"id\":\"" + V1
                + "\",\"secret\":\"a\",\"C\":\"" + C + "\"}]}]}";

        assertThatIllegalArgumentException().isThrownBy(() -> Token.parse(version3(json)));
    }

    @Test
    void refusesSignaturesThatAreNotCompressed() {
        assertThat(Token.parseRaw(version4(C.compressed())).proofs()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Token.parseRaw(version4(C.uncompressed())));
    }

    @Test
    void completesAbbreviatedKeysetIds() {
        var token = new Token(MINT, Unit.SAT, null, List.of(proof("a", V2), proof("b", V1)));

        var read = Token.parse(token.text());

        assertThat(read.proofs().getFirst().keysetId().isShort()).isTrue();
        assertThat(read.withWholeIds(List.of(V1, V2))).isEqualTo(token);
    }

    @Test
    void refusesAbbreviatedKeysetIdsThatStandForNoneOrSeveral() {
        var token = Token.parse(new Token(MINT, Unit.SAT, null, List.of(proof("a", V2))).text());

        assertThatIllegalArgumentException().isThrownBy(() -> token.withWholeIds(List.of(V1)));
        assertThatIllegalArgumentException().isThrownBy(() -> token.withWholeIds(List.of(V2, V2_NEIGHBOUR)));
    }

    @Test
    void writesWholeKeysetIdsWhereShortOnesWouldBeAmbiguous() {
        var token = new Token(MINT, Unit.SAT, null, List.of(proof("a", V2), proof("b", V2_NEIGHBOUR)));

        assertThat(Token.parse(token.text())).isEqualTo(token);
    }

    @Test
    void needsProofsAndAMint() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Token(MINT, Unit.SAT, null, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Token("/", Unit.SAT, null, List.of(proof("a", V1))));
    }

    @Test
    void doesNotShowItsProofs() {
        assertThat(new Token(MINT, Unit.SAT, null, List.of(proof("a", V1))))
                .hasToString("Token[1 proofs of https://mint.example]");
    }

    private static Stream<JsonNode> cases(String type) {
        return Stream.of("nut00.json", "spec_examples.json")
                .flatMap(resource -> {
                    var stream = TokenTests.class.getResourceAsStream("/" + resource);
                    return JsonMapper.shared().readTree(stream).get("cases").valueStream();
                })
                .filter(vector -> vector.get("type").stringValue().equals(type));
    }

    private static Token token(JsonNode token) {
        var proofs = new ArrayList<Proof>();
        for (var group : token.get("t")) {
            for (var proof : group.get("p")) {
                proofs.add(proof(
                        proof.get("a").longValue(),
                        new KeysetId(group.get("i").stringValue()),
                        proof.get("s").stringValue(),
                        proof.get("c").stringValue()));
            }
        }
        return new Token(
                token.get("m").stringValue(),
                new Unit(token.get("u").stringValue()),
                token.has("d") ? token.get("d").stringValue() : null,
                proofs);
    }

    private static String version3(String json) {
        return "cashuA" + Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] version4(byte[] signature) {
        return version4(signature, List.of());
    }

    private static byte[] version4(byte[] signature, List<String> unknown) {
        var proof = Map.of("a", 1, "s", "a", "c", signature);
        var group = Map.of("i", V1.bytes(), "p", List.of(proof));
        var token = new LinkedHashMap<String, Object>();
        unknown.forEach(name -> token.put(name, 1));
        token.putAll(Map.of("m", MINT, "u", "sat", "t", List.of(group)));
        var cbor = new CBORMapper().writeValueAsBytes(token);
        return ByteBuffer.allocate(5 + cbor.length)
                .put("crawB".getBytes(StandardCharsets.UTF_8))
                .put(cbor)
                .array();
    }

    private static Proof proof(String secret, KeysetId keyset) {
        return proof(1, keyset, secret, C.hex());
    }

    private static Proof proof(long amount, KeysetId keyset, String secret, String signature) {
        return new Proof(Amount.of(amount), keyset, secret, Curve.preferred().point(signature), null, null);
    }
}
