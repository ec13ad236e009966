package org.cobnut.cashu;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;

import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ValueTests {

    private static final KeysetId ID = KeysetId.parse("009a1f293253e41e");
    private static final KeysetId LONG_ID = KeysetId.parse("01" + "ab".repeat(32));
    private static final Point POINT = Curve.preferred().publicKey(Scalar.of("11".repeat(32)));

    @Test
    void tellsWholeFromAbbreviatedKeysetIds() {
        var abbreviated = LONG_ID.abbreviated();

        assertThat(ID.isShort()).isFalse();
        assertThat(ID.abbreviated()).isEqualTo(ID);
        assertThat(ID.version()).isEqualTo(1);
        assertThat(LONG_ID.isShort()).isFalse();
        assertThat(LONG_ID.version()).isEqualTo(2);
        assertThat(abbreviated.isShort()).isTrue();
        assertThat(abbreviated.hex()).isEqualTo("01ababababababab");
        assertThat(KeysetId.of(abbreviated.bytes())).isEqualTo(abbreviated);
        assertThatIllegalArgumentException().isThrownBy(() -> KeysetId.parse(abbreviated.hex()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "009A1F293253E41E", "029a1f293253e41e", "009a1f293253e41e00", "00ad268c4d1f582g"})
    void refusesWhatIsNoKeysetId(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeysetId(hex));
    }

    @ParameterizedTest
    @CsvSource({"00ffffffffffffff,33554431", "0000000000000000,0", "000000007fffffff,0", "0000000080000000,1"})
    void takesKeysetIdsModuloTheLargestInt(String hex, int integer) {
        assertThat(new KeysetId(hex).nut13Integer()).isEqualTo(integer);
    }

    @ParameterizedTest
    @CsvSource({"sat,sat", "SAT,sat", "MiXed-1,mixed-1", "cafe\u0301,café"})
    void namesUnitsInOneWay(String written, String name) {
        assertThat(new Unit(written).name()).isEqualTo(name);
    }

    @Test
    void namesUnitsAlikeInEveryLanguage() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr"));
            assertThat(new Unit("BIT").name()).isEqualTo("bit");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s t",
                "sat\n",
                "sat\u0085",
                "s\u2003t",
                "s\u202et",
                "sat|input_fee_ppk",
                "a,b",
                "a:b",
                "123456789012345678901234567890123"
            })
    void refusesUnitsThatCouldForgeAnIdOrALogLine(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Unit(name));
    }

    @Test
    void refusesKeysetsWithoutKeysOrWithBadTerms() {
        var keys = new TreeMap<Amount, Point>();
        assertThatIllegalArgumentException().isThrownBy(() -> new Keyset(ID, Unit.SAT, true, 0, null, keys));

        keys.put(Amount.ONE, POINT);
        var past = Instant.ofEpochSecond(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Keyset(ID, Unit.SAT, true, -1, null, keys));
        assertThatIllegalArgumentException().isThrownBy(() -> new Keyset(ID, Unit.SAT, true, 0, past, keys));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Keyset(LONG_ID.abbreviated(), Unit.SAT, true, 0, null, keys));
    }

    @Test
    void keepsTheKeysOfAKeysetFromChange() {
        var keys = new TreeMap<Amount, Point>();
        keys.put(Amount.ONE, POINT);
        var keyset = new Keyset(ID, Unit.SAT, true, 0, null, keys);

        keys.clear();

        assertThat(keyset.key(Amount.ONE)).contains(POINT);
        assertThat(keyset.key(Amount.of(2))).isEmpty();
    }

    @Test
    void hidesSecrets() {
        var proof = new Proof(Amount.ONE, ID, "the secret", POINT, "the witness", null);
        var scalar = Scalar.of("11".repeat(32));

        assertThat(proof.toString()).doesNotContain("the secret", "the witness", POINT.hex());
        assertThat(scalar.toString()).doesNotContain("11");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "11",
                "xx"
            })
    void refusesScalarsOutOfRange(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> Scalar.of(hex)).withMessageNotContaining(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142,"
                + "0000000000000000000000000000000000000000000000000000000000000001",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140,"
                + "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
                + "000000000000000000000000000000014551231950b75fc4402da1732fc9bebe",
        "0000000000000000000000000000000000000000000000000000000000000007,"
                + "0000000000000000000000000000000000000000000000000000000000000007"
    })
    void reducesModuloTheOrder(String bytes, String scalar) {
        assertThat(Scalar.reduced(HexFormat.of().parseHex(bytes))).isEqualTo(Scalar.of(scalar));
    }
}
