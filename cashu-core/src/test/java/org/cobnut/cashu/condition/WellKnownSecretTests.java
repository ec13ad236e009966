package org.cobnut.cashu.condition;

import java.util.List;

import org.cobnut.cashu.CashuException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WellKnownSecretTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "407915bc212be61a77e3e6d2aeb4c727980bda51cd06a6afc29e2861768a7837",
                "P2PK",
                "{\"P2PK\":{\"nonce\":\"1\",\"data\":\"2\"}}",
                "[",
                "[]",
                "[1,2]",
                "[\"hello\",\"world\"]",
                "[\"hello\"]",
                "[[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\"}]]",
                "[not json",
                "\"P2PK\"",
                "x[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\"}]",
            })
    void takesWhatIsNotShapedLikeAConditionForAnOrdinarySecret(String secret) {
        assertThat(WellKnownSecret.parse(secret)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"P2PK\"",
                "[\"HTLC\"",
                "[\"P2PK\" oops",
                " [ \"P2PK\" , ",
                "[\"\\u00502PK\"]",
                "[\"P2PK\"]",
                "[\"P2PK\",\"data\"]",
                "[\"P2PK\",{}]",
                "[\"P2PK\",{\"nonce\":\"1\"}]",
                "[\"P2PK\",{\"data\":\"2\"}]",
                "[\"P2PK\",{\"nonce\":1,\"data\":\"2\"}]",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":null}]",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\"}",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\"},1]",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\"}] trailing",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\"}][]",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\",\"tags\":{}}]",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\",\"tags\":[\"sigflag\"]}]",
            })
    void refusesWhatBeginsLikeAConditionAndIsBroken(String secret) {
        assertRefused(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"P2SH\",{\"nonce\":\"1\",\"data\":\"2\"}]",
                "[\"p2pk\",{\"nonce\":\"1\",\"data\":\"2\"}]",
                "[\"\",{\"nonce\":\"1\",\"data\":\"2\"}]",
                "\n[\"FUTURE\",{\"whatever\":1}]",
                "[\"FUTURE\",{\"nonce\":\"1\"",
            })
    void refusesUnknownKinds(String secret) {
        assertRefused(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\",\"data\":\"3\"}]",
                "[\"P2PK\",{\"nonce\":\"1\",\"nonce\":\"1\",\"data\":\"2\"}]",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\",\"tags\":[],\"tags\":[]}]",
                "[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\",\"\\u0064ata\":\"3\"}]",
            })
    void refusesDuplicateJsonKeys(String secret) {
        assertRefused(secret);
    }

    @Test
    void refusesUnexpectedPayloadFields() {
        assertRefused("[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\",\"owner\":\"me\"}]");
    }

    @Test
    void readsKindNonceDataAndTags() {
        var secret = WellKnownSecret.parse(
                        " [\"HTLC\", {\"tags\": [[\"pubkeys\", \"a\", \"b\"]], \"data\": \"2\", \"nonce\": \"1\"}] ")
                .orElseThrow();

        assertThat(secret)
                .isEqualTo(new WellKnownSecret(ConditionKind.HTLC, "1", "2", List.of(List.of("pubkeys", "a", "b"))));
    }

    @Test
    void takesNullAndAbsentTagsForNone() {
        var absent = WellKnownSecret.parse("[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\"}]");
        var empty = WellKnownSecret.parse("[\"P2PK\",{\"nonce\":\"1\",\"data\":\"2\",\"tags\":null}]");

        assertThat(absent).isEqualTo(empty).contains(new WellKnownSecret(ConditionKind.P2PK, "1", "2", List.of()));
    }

    @Test
    void readsWhatItWrites() {
        var secret = new WellKnownSecret(
                ConditionKind.P2PK, "no\"nce", "data", List.of(List.of("sigflag", "SIG_ALL"), List.of("x", "ü")));

        assertThat(WellKnownSecret.parse(secret.json())).contains(secret);
    }

    @Test
    void doesNotShowItself() {
        assertThat(new WellKnownSecret(ConditionKind.P2PK, "nonce", "data", List.of()))
                .hasToString("WellKnownSecret[P2PK]");
    }

    private static void assertRefused(String secret) {
        assertThatThrownBy(() -> WellKnownSecret.parse(secret)).isInstanceOf(CashuException.class);
    }
}
