package org.cobnut.cashu.seed;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The keys of test vector 1 of BIP-32, taken out of its xprv strings.
class ExtendedKeyTests {

    private final ExtendedKey master = ExtendedKey.master(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));

    @Test
    void derivesTheMasterKey() {
        assertThat(master.key().hex()).isEqualTo("e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35");
    }

    @Test
    void derivesHardenedChildren() {
        assertThat(master.hardened(0).key().hex())
                .isEqualTo("edb2e14f9ee77d26dd93b4ecede8d16ed408ce149b6cd80b0715a2d911a0afea");
    }

    @Test
    void derivesNormalChildren() {
        var child = master.hardened(0).normal(1).hardened(2).normal(2).normal(1_000_000_000);

        assertThat(child.key().hex()).isEqualTo("471b76e389e528d6de6d816857e012c5455051cad6660850e58372a6c3e6e7c8");
    }

    @Test
    void refusesIndexesThatBip32DoesNotHave() {
        assertThatThrownBy(() -> master.hardened(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> master.normal(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotShowItself() {
        assertThat(master).hasToString("ExtendedKey[…]");
    }
}
