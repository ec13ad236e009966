package org.cobnut.acceptance;

import org.cobnut.cashu.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-01 and NUT-02: keys and keysets.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut02Tests {

    private final Wire wire;

    Nut02Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
    }

    @Test
    void showsTheActiveKeysetUnderItsGenuineId() {
        JsonNode keysets = wire.get("/v1/keys").json().get("keysets");

        assertThat(keysets.size()).isEqualTo(1);
        var keyset = Purse.keyset(keysets.get(0));
        assertThat(keyset.hasGenuineId()).isTrue();
        assertThat(keyset.id().version()).isEqualTo(2);
        assertThat(keyset.inputFeePpk()).isEqualTo(100);
        assertThat(keyset.keys().keySet()).contains(Amount.ONE, Amount.of(1L << 31));
    }

    /// What cdk-mintd 0.18.3 makes of the words in [Mints], for sat at 100 ppk: a mint that moves here keeps its
    /// keysets.
    @Test
    void derivesTheKeysetThatCdkDerives() {
        assertThat(Purse.at(wire).keyset().id().hex())
                .isEqualTo("0137a8beff39881f964b66dada65f3e325b61ba498b34e3e36ccba3060e91c16b2");
    }

    @Test
    void listsTheKeysetWithItsTerms() {
        JsonNode keyset = wire.get("/v1/keysets").json().get("keysets").get(0);

        assertThat(keyset.get("unit").asString()).isEqualTo("sat");
        assertThat(keyset.get("active").booleanValue()).isTrue();
        assertThat(keyset.get("input_fee_ppk").intValue()).isEqualTo(100);
        assertThat(keyset.has("keys")).isFalse();
    }

    @Test
    void showsAKeysetByItsId() {
        JsonNode active = wire.get("/v1/keys").json();

        JsonNode byId = wire.get(
                        "/v1/keys/" + active.get("keysets").get(0).get("id").asString())
                .json();

        assertThat(byId.get("keysets").get(0).get("keys"))
                .isEqualTo(active.get("keysets").get(0).get("keys"));
    }

    @Test
    void refusesAnUnknownId() {
        wire.get("/v1/keys/01" + "ab".repeat(32)).isRefusal(12001);
    }
}
