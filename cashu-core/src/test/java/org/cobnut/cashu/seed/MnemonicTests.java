package org.cobnut.cashu.seed;

import java.security.SecureRandom;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MnemonicTests {

    private static final String ZEROS = "abandon ".repeat(11) + "about";

    /// Test vectors of BIP-39, all with the passphrase TREZOR.
    @ParameterizedTest
    @CsvSource({
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about,"
                + "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04",
        "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter always,"
                + "107d7c02a5aa6f38c58083ff74f04c607c2d2c0ecc55501dadd72d025b751bc27fe913ffb796f841c49b1d33b610cf0e91d3aa239027f5e99fe4ce9e5088cd65",
        "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold,"
                + "01f5bced59dec48e362f2c45b5de68b9fd6c92c6634f44d6d40aab69056506f0e35524a518034ddc1192e1dacd32c1ed3eaa3c3b131c88ed8e7e54c49a5d0998"
    })
    void makesTheSeed(String words, String seed) {
        assertThat(Mnemonic.parse(words).seed("TREZOR"))
                .isEqualTo(HexFormat.of().parseHex(seed));
    }

    @Test
    void readsAnyCaseAndWhiteSpace() {
        assertThat(Mnemonic.parse(
                        "\n " + ZEROS.toUpperCase(java.util.Locale.ROOT).replace(" ", " \t ") + "\n"))
                .isEqualTo(Mnemonic.parse(ZEROS));
    }

    @Test
    void generatesWordsThatItReads() {
        var first = Mnemonic.generate(new SecureRandom());
        var second = Mnemonic.generate(new SecureRandom());

        assertThat(Mnemonic.parse(first.words())).isEqualTo(first).isNotEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abandon",
                "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon",
                "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon hodl",
                "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about about"
            })
    void refusesWhatIsNoMnemonic(String text) {
        assertThatThrownBy(() -> Mnemonic.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("abandon")
                .hasMessageNotContaining("hodl");
    }

    @Test
    void doesNotShowItself() {
        assertThat(Mnemonic.parse(ZEROS)).hasToString("Mnemonic[…]");
    }
}
