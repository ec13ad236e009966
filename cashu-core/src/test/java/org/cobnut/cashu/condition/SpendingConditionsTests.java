package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.crypto.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cobnut.cashu.condition.Fixture.*;

class SpendingConditionsTests {

    private static final SpendingCondition TO_ALICE = SpendingCondition.p2pk(publicKey(ALICE));
    private static final SpendingCondition TWO_OF_THREE =
            SpendingCondition.p2pk(Signers.of(2, publicKey(ALICE), publicKey(BOB), publicKey(CAROL)));
    private static final SpendingCondition ALL_BY_ALICE = TO_ALICE.withFlag(SignatureFlag.SIG_ALL);

    private final SpendingConditions conditions = new SpendingConditions(CURVE);
    private final ProofSigner signer = new ProofSigner(CURVE);

    @Test
    void letsOrdinarySecretsPass() {
        assertSpendable(List.of(proof("a"), proof("[\"hello\"]")), outputs(8, 8));
    }

    @Test
    void refusesAWitnessOnAnOrdinarySecret() {
        assertRefused(List.of(proof("a"), proof("b").withWitness("{\"signatures\":[]}")), outputs(8, 8));
    }

    @Nested
    class P2pk {

        @Test
        void wantsTheSignatureOfTheKey() {
            var proof = proof(TO_ALICE, 1);

            assertSpendable(List.of(signer.sign(proof, List.of(ALICE))));
            assertRefused(List.of(proof));
            assertRefused(List.of(proof.withWitness("{\"signatures\":[]}")));
            assertRefused(List.of(signer.sign(proof, List.of(MALLORY))));
        }

        @Test
        void wantsASignatureOfEachProofItself() {
            var signed = signer.sign(proof(TO_ALICE, 1), List.of(ALICE));

            assertRefused(List.of(proof(TO_ALICE, 2).withWitness(witness(signed))));
            assertRefused(List.of(signed, proof(TO_ALICE, 2)));
            assertSpendable(List.of(signed, signer.sign(proof(TO_ALICE, 2), List.of(ALICE)), proof("ordinary")));
        }

        @Test
        void countsKeysOfTheMultisig() {
            var proof = proof(TWO_OF_THREE, 1);

            assertSpendable(List.of(signer.sign(proof, List.of(ALICE, CAROL))));
            assertSpendable(List.of(signer.sign(signer.sign(proof, List.of(CAROL)), List.of(BOB))));
            assertRefused(List.of(signer.sign(proof, List.of(BOB))));
            assertRefused(List.of(signer.sign(proof, List.of(BOB, MALLORY))));
        }

        @Test
        void countsAKeyOnceHoweverOftenItSigns() {
            assertRefused(List.of(signer.sign(proof(TWO_OF_THREE, 1), List.of(BOB, BOB, BOB))));
        }

        @Test
        void countsASignatureOnceWhateverTheCaseOfItsDigits() {
            var once = signer.sign(proof(TWO_OF_THREE, 1), List.of(BOB));
            var signature = Witness.parse(once.witness()).signatures().getFirst();
            var twice = new Witness(null, List.of(signature, signature.toUpperCase(Locale.ROOT)));

            assertRefused(List.of(once.withWitness(twice.json())));
        }

        @Test
        void isNotSpoiltBySurplusSignaturesThatAreInvalid() {
            var proof = signer.sign(proof(TO_ALICE, 1), List.of(MALLORY, ALICE));
            var signatures = new ArrayList<>(Witness.parse(proof.witness()).signatures());
            signatures.addAll(0, List.of("", "zz", "0x00", "é".repeat(128), "00".repeat(64), "00".repeat(65)));

            assertSpendable(List.of(proof.withWitness(new Witness(null, signatures).json())));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "null",
                    "[]",
                    "\"signatures\"",
                    "{",
                    "{\"signatures\":{}}",
                    "{\"signatures\":[1]}",
                    "{\"signatures\":[],\"signatures\":[]}",
                    "{\"signatures\":[]} x",
                    "{\"preimage\":1}",
                })
        void refusesMalformedWitnesses(String witness) {
            assertRefused(List.of(proof(TO_ALICE, 1).withWitness(witness)));
        }
    }

    @Nested
    class Malformed {

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

            assertRefused(List.of(signer.sign(proof, List.of(ALICE, BOB))), outputs(8), null, Instant.MAX);
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

            assertSpendable(List.of(signer.sign(once, List.of(ALICE))));
            assertRefused(List.of(signer.sign(twice, List.of(ALICE, BOB, CAROL))));
        }

        @Test
        void tagsOfUnknownNameBindNobody() {
            var proof = proof("P2PK", hex(ALICE), "[\"note\",\"x\"],[\"note\"]");

            assertSpendable(List.of(signer.sign(proof, List.of(ALICE))));
        }

        @Test
        void sigflagThatIsUnknownIsRefusedInSwapAndMelt() {
            var proof = signer.sign(proof("P2PK", hex(ALICE), "[\"sigflag\",\"SIG_FOO\"]"), List.of(ALICE));

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

            assertRefused(List.of(signer.sign(proof, List.of(ALICE, ALICE))));
        }
    }

    @Nested
    class Locktime {

        private final SpendingCondition refundToBob = TO_ALICE.withRefund(LOCKTIME, Signers.oneOf(publicKey(BOB)));
        private final SpendingCondition refundToAnyone = TO_ALICE.withRefund(LOCKTIME, Signers.NONE);

        @ParameterizedTest
        @EnumSource
        void leavesTheMainPathOpenForEver(SignatureFlag flag) {
            for (var condition : List.of(refundToBob.withFlag(flag), refundToAnyone.withFlag(flag))) {
                for (var now : List.of(BEFORE, LOCKTIME, AFTER)) {
                    var inputs = signed(proof(condition, 1), outputs(8), ALICE);

                    assertSpendable(inputs, outputs(8), null, now);
                }
            }
        }

        @ParameterizedTest
        @EnumSource
        void opensTheRefundPathOnlyAfterItself(SignatureFlag flag) {
            var inputs = signed(proof(refundToBob.withFlag(flag), 1), outputs(8), BOB);

            assertRefused(inputs, outputs(8), null, BEFORE);
            assertRefused(inputs, outputs(8), null, LOCKTIME);
            assertSpendable(inputs, outputs(8), null, AFTER);
        }

        @ParameterizedTest
        @EnumSource
        void letsAnyoneSpendAfterwardsOnlyWithoutRefundKeys(SignatureFlag flag) {
            var open = List.of(proof(refundToAnyone.withFlag(flag), 1));
            var closed = List.of(proof(refundToBob.withFlag(flag), 1));

            assertRefused(open, outputs(8), null, BEFORE);
            assertRefused(open, outputs(8), null, LOCKTIME);
            assertSpendable(open, outputs(8), null, AFTER);
            assertRefused(closed, outputs(8), null, AFTER);
        }

        @Test
        void neverComesIfThereIsNone() {
            var proof = proof("P2PK", hex(ALICE), "[\"refund\",\"" + hex(BOB) + "\"]");

            assertRefused(List.of(signer.sign(proof, List.of(BOB))), outputs(8), null, Instant.MAX);
        }

        @Test
        void neverComesIfItIsBeyondAllClocks() {
            var proof = proof("P2PK", hex(ALICE), "[\"locktime\",\"18446744073709551615\"]");

            assertRefused(List.of(proof), outputs(8), null, Instant.MAX);
            assertSpendable(List.of(signer.sign(proof, List.of(ALICE))));
        }

        @Test
        void countsRefundSignaturesAndDoesNotMixThePaths() {
            var refund = Signers.of(2, publicKey(BOB), publicKey(CAROL));
            var proof = proof(TWO_OF_THREE.withRefund(LOCKTIME, refund), 1);

            assertRefused(List.of(signer.sign(proof, List.of(CAROL))), outputs(8), null, AFTER);
            assertSpendable(List.of(signer.sign(proof, List.of(BOB, CAROL))), outputs(8), null, AFTER);

            var mixed = proof(
                    TO_ALICE.withSigners(Signers.of(2, publicKey(ALICE), publicKey(MALLORY)))
                            .withRefund(LOCKTIME, refund),
                    1);
            assertRefused(List.of(signer.sign(mixed, List.of(ALICE, BOB))), outputs(8), null, AFTER);
        }
    }

    @Nested
    class SigAll {

        private final List<BlindedMessage> outputs = outputs(4, 8, 4);
        private final List<Proof> unsigned = List.of(proof(ALL_BY_ALICE, 1), proof(ALL_BY_ALICE, 2));
        private final List<Proof> inputs = signer.signAll(unsigned, outputs, null, List.of(ALICE));

        @Test
        void wantsOneSignatureOverTheWholeSwap() {
            assertSpendable(inputs, outputs);
            assertRefused(unsigned, outputs);
            assertRefused(signer.signAll(unsigned, outputs, null, List.of(MALLORY)), outputs);
        }

        @Test
        void bindsEveryOutputItsAmountAndItsPlace() {
            assertRefused(inputs, outputs.reversed());
            assertRefused(inputs, outputs.subList(0, 2));
            assertRefused(inputs, List.of());
            assertRefused(inputs, with(outputs, outputs(1).getFirst()));
            assertRefused(inputs, outputs(8, 4, 4));
            assertRefused(inputs, List.of(outputs.get(0), outputs.get(2), outputs.get(1)));
            assertRefused(inputs, List.of(resized(outputs.getFirst(), 5), outputs.get(1), outputs.get(2)));
        }

        @Test
        void bindsEveryInputAndItsPlace() {
            var third = with(inputs, proof(ALL_BY_ALICE, 3));
            var swapped = List.of(inputs.get(1).withWitness(witness(inputs.get(0))), unsigned.get(0));

            assertRefused(third, outputs);
            assertRefused(inputs.subList(0, 1), outputs);
            assertRefused(swapped, outputs);
        }

        @Test
        void bindsTheSignatureOfEveryInput() {
            var second = inputs.get(1);
            var other = new Proof(
                    second.amount(), second.keysetId(), second.secret(), publicKey(MALLORY), second.witness(), null);

            assertRefused(List.of(inputs.get(0), other), outputs);
        }

        @Test
        void bindsAMeltToItsQuoteAndBlankOutputs() {
            var melt = signer.signAll(unsigned, outputs, "quote-a", List.of(ALICE));

            assertSpendable(melt, outputs, "quote-a", BEFORE);
            assertRefused(melt, outputs, "quote-b", BEFORE);
            assertRefused(melt, List.of(), "quote-a", BEFORE);
            assertRefused(melt, outputs, null, BEFORE);
            assertRefused(inputs, outputs, "quote-a", BEFORE);
            assertSpendable(
                    signer.signAll(unsigned, List.of(), "quote-a", List.of(ALICE)), List.of(), "quote-a", BEFORE);
        }

        @Test
        void doesNotTakeSignaturesOfTheInputsAlone() {
            var each = unsigned.stream()
                    .map(proof -> signer.sign(proof, List.of(ALICE)))
                    .toList();

            assertRefused(each, outputs);
        }

        @Test
        void doesNotLetSigInputsTakeASignatureOfTheWhole() {
            var unsignedInput = List.of(proof(TO_ALICE, 1));

            assertRefused(signer.signAll(unsignedInput, outputs(8), null, List.of(ALICE)), outputs(8));
        }

        @Test
        void looksForTheWitnessInTheFirstInputOnly() {
            var inSecond = List.of(unsigned.get(0), unsigned.get(1).withWitness(witness(inputs.get(0))));
            var inBoth = List.of(inputs.get(0), signer.sign(inputs.get(1), List.of(MALLORY)));

            assertRefused(inSecond, outputs);
            assertSpendable(inBoth, outputs);
        }

        @Test
        void refusesInputsOfDifferentData() {
            assertRefusedTogether(SpendingCondition.p2pk(publicKey(BOB)).withFlag(SignatureFlag.SIG_ALL));
        }

        @Test
        void refusesInputsOfDifferentTags() {
            assertRefusedTogether(ALL_BY_ALICE.withRefund(LOCKTIME, Signers.NONE));
            assertRefusedTogether(TO_ALICE);
        }

        @Test
        void refusesInputsOfDifferentKinds() {
            assertRefusedTogether(SpendingCondition.htlc(HASH)
                    .withSigners(Signers.oneOf(publicKey(ALICE)))
                    .withFlag(SignatureFlag.SIG_ALL));
        }

        @Test
        void refusesAnOrdinarySecretAmongTheInputs() {
            for (var pair : pairs(proof("ordinary"))) {
                assertRefused(signer.signAll(pair, outputs, null, List.of(ALICE)), outputs);
            }
        }

        @Test
        void keepsToEqualTermsAfterTheLocktime() {
            var open = ALL_BY_ALICE.withRefund(LOCKTIME, Signers.NONE);
            var openToo = open.withSigners(Signers.oneOf(publicKey(BOB)));

            assertSpendable(List.of(proof(open, 1), proof(open, 2)), outputs, null, AFTER);
            assertRefused(List.of(proof(open, 1), proof(openToo, 2)), outputs, null, AFTER);
        }

        @Test
        void countsKeysOfTheMultisig() {
            var all = List.of(proof(TWO_OF_THREE.withFlag(SignatureFlag.SIG_ALL), 1));

            assertSpendable(signer.signAll(all, outputs, null, List.of(BOB, CAROL)), outputs);
            assertRefused(signer.signAll(all, outputs, null, List.of(BOB, BOB)), outputs);
        }

        private void assertRefusedTogether(SpendingCondition other) {
            for (var pair : pairs(proof(other, 2))) {
                var signed = new ArrayList<>(signer.signAll(pair, outputs, null, List.of(ALICE, BOB)));
                signed.set(1, signer.sign(signed.get(1), List.of(ALICE, BOB)));
                assertRefused(signed, outputs);
            }
        }

        private List<List<Proof>> pairs(Proof other) {
            return List.of(List.of(unsigned.get(0), other), List.of(other, unsigned.get(0)));
        }
    }

    @Nested
    class Htlc {

        private final SpendingCondition plain = SpendingCondition.htlc(HASH);
        private final SpendingCondition withKey = plain.withSigners(Signers.oneOf(publicKey(ALICE)));

        @ParameterizedTest
        @EnumSource
        void withoutKeysWantsThePreimageAlone(SignatureFlag flag) {
            var proof = proof(plain.withFlag(flag), 1);

            for (var quote : Arrays.asList(null, "quote")) {
                assertSpendable(List.of(signer.reveal(proof, PREIMAGE)), outputs(8), quote, BEFORE);
                assertRefused(List.of(proof), outputs(8), quote, BEFORE);
                assertRefused(List.of(signer.sign(proof, List.of(ALICE))), outputs(8), quote, BEFORE);
            }
        }

        @ParameterizedTest
        @EnumSource
        void withKeysWantsASignatureToo(SignatureFlag flag) {
            var proof = proof(withKey.withFlag(flag), 1);

            for (var quote : Arrays.asList(null, "quote")) {
                var revealed = signer.reveal(proof, PREIMAGE);
                assertRefused(List.of(revealed), outputs(8), quote, BEFORE);
                assertRefused(signed(proof, outputs(8), quote, ALICE), outputs(8), quote, BEFORE);
                assertRefused(signed(revealed, outputs(8), quote, BOB), outputs(8), quote, BEFORE);
                assertSpendable(signed(revealed, outputs(8), quote, ALICE), outputs(8), quote, BEFORE);
            }
        }

        @Test
        void wantsTheRightPreimage() {
            assertRefused(List.of(signer.reveal(proof(plain, 1), new byte[32])));
        }

        @Test
        void staysOpenToItsReceiverAfterTheLocktime() {
            var proof = proof(plain.withRefund(LOCKTIME, Signers.oneOf(publicKey(BOB))), 1);

            assertSpendable(List.of(signer.reveal(proof, PREIMAGE)), outputs(8), null, AFTER);
        }

        @Test
        void givesTheSenderTheMoneyBackAfterTheLocktime() {
            var proof = proof(withKey.withRefund(LOCKTIME, Signers.oneOf(publicKey(BOB))), 1);
            var refund = List.of(signer.sign(proof, List.of(BOB)));

            assertRefused(refund, outputs(8), null, BEFORE);
            assertSpendable(refund, outputs(8), null, AFTER);
            assertRefused(List.of(signer.sign(proof, List.of(ALICE))), outputs(8), null, AFTER);
        }

        @Test
        void isAnyonesAfterTheLocktimeWithoutRefundKeys() {
            var proof = proof(withKey.withRefund(LOCKTIME, Signers.NONE), 1);

            assertRefused(List.of(proof), outputs(8), null, BEFORE);
            assertSpendable(List.of(proof), outputs(8), null, AFTER);
            assertRefused(List.of(proof(withKey, 1)), outputs(8), null, Instant.MAX);
        }

        @Test
        void takesEmptyPreimagesAndNullsForNone() {
            var proof = proof(withKey.withRefund(LOCKTIME, Signers.NONE), 1);

            for (var witness : List.of("{\"preimage\":\"\",\"signatures\":null}", "{\"preimage\":null}")) {
                assertRefused(List.of(proof.withWitness(witness)), outputs(8), null, BEFORE);
                assertSpendable(List.of(proof.withWitness(witness)), outputs(8), null, AFTER);
            }
        }

        @ParameterizedTest
        @CsvSource({"63", "65", "66", "62", "2", "1000000"})
        void refusesAPreimageOfAnotherLengthWhetherNeededOrNot(int digits) {
            var witness = "{\"preimage\":\"" + "a".repeat(digits) + "\"}";

            assertRefused(List.of(proof(plain, 1).withWitness(witness)));
            assertRefused(
                    List.of(proof(plain.withRefund(LOCKTIME, Signers.NONE), 1).withWitness(witness)),
                    outputs(8),
                    null,
                    AFTER);
        }

        @Test
        void refusesAPreimageThatIsNotHex() {
            assertRefused(List.of(proof(plain, 1).withWitness("{\"preimage\":\"" + "zz".repeat(32) + "\"}")));
        }

        @Test
        void hashesBytesNotDigits() {
            var hashOfDigits =
                    HexFormat.of().formatHex(Sha256.hash(HexFormat.of().formatHex(PREIMAGE)));

            assertRefused(List.of(signer.reveal(proof(SpendingCondition.htlc(hashOfDigits), 1), PREIMAGE)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[\"n_sigs\",\"1\"]", "[\"pubkeys\"]", "[\"pubkeys\",\"KEY\"],[\"n_sigs\",\"2\"]"})
        void refusesNumbersOfSignaturesThatNoKeysCanGive(String tags) {
            var proof = proof("HTLC", HASH, tags.replace("KEY", hex(ALICE)));

            assertRefused(List.of(signer.sign(signer.reveal(proof, PREIMAGE), List.of(ALICE))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "abcd", "UPPER", "KEY"})
        void refusesDataThatIsNoHash(String data) {
            var hash = data.equals("UPPER") ? HASH.toUpperCase(Locale.ROOT) : data;
            var proof = proof("HTLC", hash.equals("KEY") ? hex(ALICE) : hash, "[\"note\",\"x\"]");

            assertRefused(List.of(signer.reveal(proof, PREIMAGE)));
        }

        @Test
        void needsThePreimageInTheFirstInputOnlyWithSigAll() {
            var all = plain.withFlag(SignatureFlag.SIG_ALL);
            var first = signer.reveal(proof(all, 1), PREIMAGE);
            var second = signer.reveal(proof(all, 2), PREIMAGE);

            assertSpendable(List.of(first, proof(all, 2)), outputs(16));
            assertRefused(List.of(proof(all, 1), second), outputs(16));
        }
    }

    @Test
    void refusesInWordsThatGiveNothingAway() {
        var proof = signer.sign(proof(TO_ALICE, 1), List.of(MALLORY));

        assertThatThrownBy(() -> conditions.verify(List.of(proof), outputs(8), null, BEFORE))
                .hasMessage("the spending condition of an input is not fulfilled");
    }

    private List<Proof> signed(Proof proof, List<BlindedMessage> outputs, Scalar key) {
        return signed(proof, outputs, null, key);
    }

    /// Signs as the flag of the proof asks.
    private List<Proof> signed(Proof proof, List<BlindedMessage> outputs, @Nullable String quote, Scalar key) {
        var flag = SpendingCondition.of(proof.secret()).orElseThrow().flag();
        return switch (flag) {
            case SIG_INPUTS -> List.of(signer.sign(proof, List.of(key)));
            case SIG_ALL -> signer.signAll(List.of(proof), outputs, quote, List.of(key));
        };
    }

    private static String witness(Proof proof) {
        assertThat(proof.witness()).isNotNull();
        return proof.witness();
    }

    private static BlindedMessage resized(BlindedMessage output, long amount) {
        return new BlindedMessage(Amount.of(amount), output.keysetId(), output.blindedSecret());
    }

    private static <T> List<T> with(List<T> list, T last) {
        var all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    private void assertSpendable(List<Proof> inputs) {
        assertSpendable(inputs, outputs(8));
    }

    private void assertSpendable(List<Proof> inputs, List<BlindedMessage> outputs) {
        assertSpendable(inputs, outputs, null, BEFORE);
    }

    private void assertSpendable(
            List<Proof> inputs, List<BlindedMessage> outputs, @Nullable String quote, Instant now) {
        assertThatCode(() -> conditions.verify(inputs, outputs, quote, now)).doesNotThrowAnyException();
    }

    private void assertRefused(List<Proof> inputs) {
        assertRefused(inputs, outputs(8));
    }

    private void assertRefused(List<Proof> inputs, List<BlindedMessage> outputs) {
        assertRefused(inputs, outputs, null, BEFORE);
    }

    private void assertRefused(List<Proof> inputs, List<BlindedMessage> outputs, @Nullable String quote, Instant now) {
        assertThatThrownBy(() -> conditions.verify(inputs, outputs, quote, now))
                .isInstanceOfSatisfying(
                        CashuException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONDITION_NOT_MET));
    }
}
