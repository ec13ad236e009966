package org.cobnut.mint.weakness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.condition.ProofSigner;
import org.cobnut.cashu.condition.Witness;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.crypto.Sha256;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.mint.testing.TestWallet.Blinded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Spending conditions that were understood in two ways, or not at all.
@MintTest
class ConditionWeaknessTests {

    private static final Scalar ALICE = Scalar.of("0a".repeat(32));
    private static final Scalar BOB = Scalar.of("0b".repeat(32));
    private static final String ALICES_KEY = key(ALICE);
    private static final String BOBS_KEY = key(BOB);
    private static final ProofSigner SIGNER = new ProofSigner(Curve.preferred());
    private static final byte[] PREIMAGE = Sha256.hash("a preimage of 32 bytes");
    private static final String HASH = HexFormat.of().formatHex(Sha256.hash(PREIMAGE));
    private static final String ALL = "[\"sigflag\",\"SIG_ALL\"]";

    private final Attacker attacker;

    ConditionWeaknessTests(Mint mint) {
        attacker = new Attacker(mint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "ab",
                "abababababababababababababababababababababababababababababababababa",
                "zzabababababababababababababababababababababababababababababababab",
            })
    void preimageOfAnyLength(String preimage) {
        var proof = attacker.proof(Attacker.secret("HTLC", HASH, ""));

        attacker.assertUnspendable(proof.withWitness("{\"preimage\":\"" + preimage + "\",\"signatures\":[]}"));
    }

    @Test
    void preimageThatFillsTheDisk() {
        var proof = attacker.proof(Attacker.secret("HTLC", HASH, ""));

        attacker.assertUnspendable(
                List.of(proof.withWitness("{\"preimage\":\"" + "ab".repeat(5000) + "\"}")),
                ErrorCode.MALFORMED_REQUEST);
        attacker.assertUnspendable(
                List.of(proof.withWitness("{\"preimage\":\"" + "ab".repeat(300_000) + "\"}")),
                ErrorCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ALL})
    void hashLockWithKeysSpentByThePreimageAlone(String flag) {
        var tags = "[\"pubkeys\",\"" + ALICES_KEY + "\"]" + (flag.isEmpty() ? "" : "," + flag);
        var proof = attacker.proof(Attacker.secret("HTLC", HASH, tags));

        attacker.assertUnspendable(SIGNER.reveal(proof, PREIMAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ALL})
    void hashLockWithoutKeysThatWantsASignature(String flag) {
        var proof = attacker.proof(Attacker.secret("HTLC", HASH, flag));

        attacker.assertSpendable(SIGNER.reveal(proof, PREIMAGE));
    }

    @Test
    void unknownFlagOfSignaturesPassedOver() {
        var proof = attacker.proof(Attacker.secret("P2PK", ALICES_KEY, "[\"sigflag\",\"SIG_FOO\"]"));

        attacker.assertUnspendable(proof);
        attacker.assertUnspendable(SIGNER.sign(proof, List.of(ALICE)));
    }

    @Test
    void outputsChangedAfterTheyWereSigned() {
        var wallet = attacker.wallet;
        var input = List.of(attacker.proof(Attacker.secret("P2PK", ALICES_KEY, ALL)));
        var outputs = wallet.blind(4, 2, 1, 1);
        var signed = signedWithAll(input, outputs, null);

        wallet.swap(signed, outputs.reversed()).refusedWith(ErrorCode.CONDITION_NOT_MET);
        wallet.swap(signed, outputs.subList(0, 3)).refusedWith(ErrorCode.CONDITION_NOT_MET);
        wallet.swap(signed, wallet.blind(4, 2, 1, 1)).refusedWith(ErrorCode.CONDITION_NOT_MET);
        var more = new ArrayList<>(outputs);
        more.addAll(wallet.blind(1));
        wallet.swap(signed, more).refusedWith(ErrorCode.CONDITION_NOT_MET);
        var resized = new ArrayList<>(outputs);
        resized.set(1, resized(outputs.get(1), 4));
        wallet.swap(signed, resized).refusedWith(ErrorCode.CONDITION_NOT_MET);
        attacker.assertUnspent(input);

        wallet.swap(signed, outputs).ok();
    }

    @Test
    void witnessOfOneMeltUsedForAnother() {
        var input = List.of(attacker.proof(Attacker.secret("P2PK", ALICES_KEY, ALL)));
        var blanks = attacker.wallet.blind(1, 1);
        var signed = signedWithAll(input, blanks, attacker.quote());

        attacker.melt(attacker.quote(), signed, blanks).refusedWith(ErrorCode.CONDITION_NOT_MET);
        attacker.assertUnspent(input);
    }

    @Test
    void witnessOfAMeltUsedForASwap() {
        var input = List.of(attacker.proof(Attacker.secret("P2PK", ALICES_KEY, ALL)));
        var outputs = attacker.wallet.blind(4, 4);
        var quote = attacker.quote();

        attacker.wallet.swap(signedWithAll(input, outputs, quote), outputs).refusedWith(ErrorCode.CONDITION_NOT_MET);
        attacker.melt(quote, signedWithAll(input, outputs, null), outputs).refusedWith(ErrorCode.CONDITION_NOT_MET);
        attacker.assertUnspent(input);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "P2PK | other keys | [\"sigflag\",\"SIG_ALL\"]",
                "P2PK | same keys  | [\"sigflag\",\"SIG_ALL\"],[\"n_sigs\",\"1\"]",
                "P2PK | same keys  | [\"sigflag\",\"SIG_INPUTS\"]",
                "HTLC | same keys  | [\"sigflag\",\"SIG_ALL\"]",
            })
    void inputsSignedTogetherThatDiffer(String kind, String keys, String tags) {
        var data = kind.equals("HTLC") ? HASH : keys.equals("same keys") ? ALICES_KEY : BOBS_KEY;
        var first = attacker.proof(Attacker.secret("P2PK", ALICES_KEY, ALL));
        var second = attacker.proof(Attacker.secret(kind, data, tags));
        var outputs = attacker.wallet.blind(8, 8);
        var signed = signedWithAll(List.of(first, second), outputs, null);
        var both = List.of(signed.getFirst(), SIGNER.sign(second, List.of(ALICE, BOB)));

        attacker.wallet.swap(both, outputs).refusedWith(ErrorCode.CONDITION_NOT_MET);
        attacker.wallet.swap(both.reversed(), outputs).refusedWith(ErrorCode.CONDITION_NOT_MET);
    }

    @Test
    void plainInputAmongThoseSignedTogether() {
        var inputs = List.of(
                attacker.proof(Attacker.secret("P2PK", ALICES_KEY, ALL)),
                attacker.wallet.issue(8).getFirst());
        var outputs = attacker.wallet.blind(8, 8);

        attacker.wallet.swap(signedWithAll(inputs, outputs, null), outputs).refusedWith(ErrorCode.CONDITION_NOT_MET);
        attacker.assertUnspent(inputs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"n_sigs\",\"0\"]",
                "[\"n_sigs\",\"-1\"]",
                "[\"n_sigs\",\"2\"]",
                "[\"n_sigs\",\"1.0\"]",
                "[\"n_sigs\",\"1\"],[\"n_sigs\",\"1\"]",
                "[\"locktime\",\"1\"],[\"locktime\",\"9999999999\"]",
                "[\"locktime\",\"1\",\"2\"]",
                "[\"sigflag\",\"SIG_INPUTS\"],[\"sigflag\",\"SIG_ALL\"]",
                "[\"refund\",\"%s\"],[\"n_sigs_refund\",\"2\"],[\"locktime\",\"1\"]",
                "[\"pubkeys\"]",
                "[]",
            })
    void tagsThatContradictThemselves(String tags) {
        var proof = attacker.proof(Attacker.secret("P2PK", ALICES_KEY, tags.replace("%s", BOBS_KEY)));

        attacker.assertUnspendable(proof);
        attacker.assertUnspendable(SIGNER.sign(proof, List.of(ALICE)));
        attacker.assertUnspendable(SIGNER.sign(proof, List.of(BOB)));
    }

    @Test
    void oneKeyCountedTwice() {
        var upper = ALICES_KEY.toUpperCase(Locale.ROOT);
        var otherParity = (ALICES_KEY.startsWith("02") ? "03" : "02") + ALICES_KEY.substring(2);
        for (var variant : List.of(ALICES_KEY, upper, otherParity, "0x" + ALICES_KEY)) {
            var tags = "[\"pubkeys\",\"" + variant + "\"],[\"n_sigs\",\"2\"]";
            var proof = attacker.proof(Attacker.secret("P2PK", ALICES_KEY, tags));

            attacker.assertUnspendable(SIGNER.sign(proof, List.of(ALICE, ALICE)));
        }
    }

    @Test
    void oneSignatureCountedTwice() {
        var proof = attacker.proof(
                Attacker.secret("P2PK", ALICES_KEY, "[\"pubkeys\",\"" + BOBS_KEY + "\"],[\"n_sigs\",\"2\"]"));
        var once = SIGNER.sign(proof, List.of(ALICE));
        var signature = Witness.parse(once.witness()).signatures().getFirst();
        var twice = new Witness(null, List.of(signature, signature, signature.toUpperCase(Locale.ROOT)));

        attacker.assertUnspendable(proof.withWitness(twice.json()));

        attacker.assertSpendable(SIGNER.sign(once, List.of(BOB)));
    }

    @ParameterizedTest
    @CsvSource({
        "future, refund, main, true",
        "future, refund, refund, false",
        "future, refund, nobody, false",
        "future, none, main, true",
        "future, none, nobody, false",
        "past, refund, main, true",
        "past, refund, refund, true",
        "past, refund, nobody, false",
        "past, none, main, true",
        "past, none, nobody, true",
    })
    void pathsThatOpenOrCloseAtTheWrongTime(String locktime, String refund, String signer, boolean isSpendable) {
        var time = Instant.now().getEpochSecond() + (locktime.equals("past") ? -3600 : 3600);
        var tags =
                "[\"locktime\",\"" + time + "\"]" + (refund.equals("none") ? "" : ",[\"refund\",\"" + BOBS_KEY + "\"]");
        var proof = attacker.proof(Attacker.secret("P2PK", ALICES_KEY, tags));
        var shown = switch (signer) {
            case "main" -> SIGNER.sign(proof, List.of(ALICE));
            case "refund" -> SIGNER.sign(proof, List.of(BOB));
            default -> proof;
        };

        if (isSpendable) {
            attacker.assertSpendable(shown);
        } else {
            attacker.assertUnspendable(shown);
        }
    }

    @Test
    void witnessForAPlainSecret() {
        var proof = attacker.wallet.issue(8).getFirst();

        attacker.assertUnspendable(proof.withWitness("{\"signatures\":[]}"));
        attacker.assertUnspendable(proof.withWitness(""));
    }

    @Test
    void conditionsThatAreNotUnderstoodTakenForPlainSecrets() {
        attacker.assertUnspendable(attacker.proof(Attacker.secret("P2SH", ALICES_KEY, "")));
        attacker.assertUnspendable(attacker.proof("[\"P2PK\""));
        attacker.assertUnspendable(attacker.proof(
                Attacker.secret("P2PK", ALICES_KEY, "").replace("\"tags\"", "\"data\":\"" + BOBS_KEY + "\",\"tags\"")));
    }

    private static List<Proof> signedWithAll(List<Proof> inputs, List<Blinded> outputs, @Nullable String quote) {
        return SIGNER.signAll(inputs, TestWallet.messages(outputs), quote, List.of(ALICE));
    }

    private static Blinded resized(Blinded output, long amount) {
        var message = output.message();
        return new Blinded(
                output.secret(),
                output.r(),
                new BlindedMessage(Amount.of(amount), message.keysetId(), message.blindedSecret()));
    }

    private static String key(Scalar secret) {
        return Curve.preferred().publicKey(secret).hex();
    }
}
