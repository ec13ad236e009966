package org.cobnut.mint.keyset;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.json.CashuModule;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-01 and NUT-02 over HTTP.
@MintTest
class KeysetHttpTests {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new CashuModule()).build();

    private final Mint mint;
    private final Keyset active;

    KeysetHttpTests(Mint mint) {
        this.mint = mint;
        active = mint.bean(Keysets.class).active(Unit.SAT).orElseThrow();
    }

    @Test
    void showsTheActiveKeysetsWithTheirKeys() {
        var keysets = mint.get("/v1/keys").ok().get("keysets");

        assertThat(keysets).hasSize(1);
        var keyset = keysets.get(0);
        assertThat(keyset.propertyNames()).contains("id", "unit", "active", "input_fee_ppk", "keys");
        assertThat(keyset.get("keys").size()).isEqualTo(32);
        assertThat(keyset.get("keys").get("2147483648").asString()).hasSize(66);
        assertThat(JSON.treeToValue(keyset, Keyset.class)).isEqualTo(active);
    }

    @Test
    void showsOneKeyset() {
        var keysets = mint.get("/v1/keys/" + active.id()).ok().get("keysets");

        assertThat(keysets).hasSize(1);
        assertThat(JSON.treeToValue(keysets.get(0), Keyset.class)).isEqualTo(active);
    }

    @Test
    void listsAllKeysetsWithoutTheirKeys() {
        var keysets = mint.get("/v1/keysets").ok().get("keysets");

        var keyset = keysets.get(0);
        assertThat(keyset.get("id").asString()).isEqualTo(active.id().hex());
        assertThat(keyset.get("unit").asString()).isEqualTo("sat");
        assertThat(keyset.get("active").asBoolean()).isTrue();
        assertThat(keyset.get("input_fee_ppk").asLong()).isZero();
        assertThat(keyset.has("keys")).isFalse();
    }

    @Test
    void publishesItsRootKeyInTheInfo() {
        assertThat(mint.get("/v1/info").ok().get("pubkey").asString())
                .isEqualTo("03d902f35f560e0470c63313c7369168d9d7df2d49bf295fd9fb7cb109ccee0494");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00ffffffffffffff", "01ffffffffffffff", "nonsense", "02ffffffffffffff"})
    @Provokes(ErrorCode.KEYSET_UNKNOWN)
    void refusesKeysetsThatItDoesNotKnow(String id) {
        mint.get("/v1/keys/" + id).refusedWith(ErrorCode.KEYSET_UNKNOWN);
    }

    @Test
    void doesNotExposeRotationUnasked() {
        var request = java.net.http.HttpRequest.newBuilder(mint.managementUri("/actuator/keysets"));

        assertThat(mint.send(request).status()).isEqualTo(404);
    }
}
