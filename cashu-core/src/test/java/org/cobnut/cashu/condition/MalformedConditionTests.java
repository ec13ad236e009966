package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.cobnut.cashu.condition.Fixture.*;
import static org.cobnut.cashu.condition.Spending.*;

class MalformedConditionTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"sigflag\",\"SIG_FOO\"]",
                "[\"sigflag\",\"sig_all\"]",
                "[\"sigflag\"]",
                "[\"sigflag\",\"SIG_INPUTS\",\"SIG_ALL\"]",
                "[\"n_sigs\",\"0\"]",
                "[\"n_sigs\",\"-1\"]",
                "[\"n_sigs\",\"+1\"]",
                "[\"n_sigs\",\"1.0\"]",
                "[\"n_sigs\",\" 1\"]",
                "[\"n_sigs\",\"one\"]",
                "[\"n_sigs\",\"2\"]",
                "[\"n_sigs\",\"4294967297\"]",
                "[\"n_sigs\",\"1\",\"1\"]",
                "[\"n_sigs\"]",
                "[\"n_sigs_refund\",\"1\"]",
                "[\"refund\",\"KEY\"],[\"n_sigs_refund\",\"2\"]",
                "[\"refund\",\"KEY\"],[\"n_sigs_refund\",\"0\"]",
                "[\"refund\",\"KEY\",\"KEY\"]",
                "[\"refund\"]",
                "[\"pubkeys\"]",
                "[\"pubkeys\",\"KEY\",\"KEY\"]",
                "[\"pubkeys\",\"abcd\"]",
                "[\"pubkeys\",\"020000000000000000000000000000000000000000000000000000000000000005\"]",
                "[\"locktime\",\"soon\"]",
                "[\"locktime\",\"-1\"]",
                "[\"locktime\",\"1e3\"]",
                "[\"locktime\",\"\u0661\"]",
                "[\"locktime\",\"100000000000000000000\"]",
                "[\"locktime\"]",
            })
    void termsAreRefusedOnEveryPathEvenAfterTheLocktime(String tags) {
        var tag = tags.replace("KEY", hex(BOB));
        var proof = proof("P2PK", hex(ALICE), tag.startsWith("[\"locktime") ? tag : tag + ",[\"locktime\",\"1\"]");

        assertRefused(List.of(SIGNER.sign(proof, List.of(ALICE, BOB))), outputs(8), null, Instant.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sigflag", "pubkeys", "n_sigs", "locktime", "refund", "n_sigs_refund"})
    void duplicateTagsAreRefused(String name) {
        var values = Map.of(
                "sigflag", "SIG_INPUTS",
                "pubkeys", hex(BOB),
                "n_sigs", "1",
                "locktime", "1",
                "refund", hex(CAROL),
                "n_sigs_refund", "1");
        var tags = new ArrayList<String>();
        values.forEach((tag, value) -> tags.add("[\"" + tag + "\",\"" + value + "\"]"));
        var once = proof("P2PK", hex(ALICE), String.join(",", tags));
        tags.add("[\"" + name + "\",\"" + values.get(name) + "\"]");
        var twice = proof("P2PK", hex(ALICE), String.join(",", tags));

        assertSpendable(List.of(SIGNER.sign(once, List.of(ALICE))));
        assertRefused(List.of(SIGNER.sign(twice, List.of(ALICE, BOB, CAROL))));
    }

    @Test
    void tagsOfUnknownNameBindNobody() {
        var proof = proof("P2PK", hex(ALICE), "[\"note\",\"x\"],[\"note\"]");

        assertSpendable(List.of(SIGNER.sign(proof, List.of(ALICE))));
    }

    @Test
    void sigflagThatIsUnknownIsRefusedInSwapAndMelt() {
        var proof = SIGNER.sign(proof("P2PK", hex(ALICE), "[\"sigflag\",\"SIG_FOO\"]"), List.of(ALICE));

        assertRefused(List.of(proof), outputs(8), null, BEFORE);
        assertRefused(List.of(proof), List.of(), "quote", BEFORE);
    }

    /// One holder must not pass for two by writing the same key in another way.
    @ParameterizedTest
    @ValueSource(strings = {"UPPER", "PARITY", "0x", "UNCOMPRESSED", "XONLY"})
    void variantsOfOneKeyAreNotTwoKeys(String variant) {
        var key = hex(ALICE);
        var other = switch (variant) {
            case "UPPER" -> key.toUpperCase(Locale.ROOT);
            case "PARITY" -> (key.startsWith("02") ? "03" : "02") + key.substring(2);
            case "0x" -> "0x" + key;
            case "UNCOMPRESSED" -> HexFormat.of().formatHex(publicKey(ALICE).uncompressed());
            default -> key.substring(2);
        };
        var proof = proof("P2PK", key, "[\"pubkeys\",\"" + other + "\"],[\"n_sigs\",\"2\"]");

        assertRefused(List.of(SIGNER.sign(proof, List.of(ALICE, ALICE))));
    }
}
