package org.cobnut.acceptance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-10, NUT-11 and NUT-14 at the wire; what wallets do with them is in the scenarios of cashu-ts.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut11Tests {

    private static final Curve CURVE = Curve.preferred();

    private final Wire wire;
    private final Purse purse;
    private final Scalar key = Scalar.random(new SecureRandom());
    private final String pubkey = CURVE.publicKey(key).hex();

    Nut11Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
        this.purse = Purse.at(wire);
    }

    @Test
    void showsTheWitnessOfASpentCoin() {
        Proof coin = coin(p2pk("[]"));
        Proof signed = coin.withWitness(witness(coin.secret()));

        wire.post("/v1/swap", Purse.swap(List.of(signed), purse.outputsWorth(7)))
                .json();

        var state = wire.post("/v1/checkstate", Map.of("Ys", List.of(Purse.y(coin))))
                .json();
        assertThat(state.get("states").get(0).get("witness").asString()).isEqualTo(signed.witness());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The threshold is no number, none, or more than there are keys.
                "[[\"n_sigs\", \"many\"]]",
                "[[\"n_sigs\", \"0\"]]",
                "[[\"n_sigs\", \"2\"]]",
                // A tag that is there twice, and a flag that nobody knows.
                "[[\"n_sigs\", \"1\"], [\"n_sigs\", \"1\"]]",
                "[[\"sigflag\", \"SIG_SOME\"]]",
                // No list of texts.
                "[[]]",
                "[[1]]",
                "{}",
            })
    void refusesMalformedLocksEvenWithAGoodSignature(String tags) {
        Proof coin = coin(p2pk(tags));

        wire.post("/v1/swap", Purse.swap(List.of(coin.withWitness(witness(coin.secret()))), purse.outputsWorth(7)))
                .isRefusal(20008);
    }

    @Test
    void refusesAllWhenOneOfTheInputsIsNotUnlocked() {
        Proof open = purse.mint(8).getFirst();
        Proof locked = coin(p2pk("[]"));

        wire.post("/v1/swap", Purse.swap(List.of(open, locked), purse.outputsWorth(15)))
                .isRefusal(20008);

        assertThat(purse.states(List.of(open, locked))).containsOnly("UNSPENT");
    }

    @Test
    void refusesAPlainCoinBesideOneThatSignsAll() {
        Proof plain = purse.mint(8).getFirst();
        Proof sigAll = coin(p2pk("[[\"sigflag\", \"SIG_ALL\"]]"));
        List<Output> outputs = purse.outputsWorth(15);
        Proof signed = sigAll.withWitness(witness(message(List.of(sigAll, plain), outputs)));

        wire.post("/v1/swap", Purse.swap(List.of(signed, plain), outputs)).isRefusal(20008);
    }

    @Test
    void takesASignatureOverAllInputsAndOutputs() {
        String tags = "[[\"sigflag\", \"SIG_ALL\"]]";
        List<Proof> coins = List.of(coin(p2pk(tags)), coin(p2pk(tags)));
        List<Output> outputs = purse.outputsWorth(15);
        List<Proof> signed = new ArrayList<>(coins);
        signed.set(0, coins.getFirst().withWitness(witness(message(coins, outputs))));

        wire.post("/v1/swap", Purse.swap(signed, outputs)).json();
    }

    @Test
    void takesThePreimageOfAHashLock() {
        byte[] preimage = new byte[32];
        preimage[0] = 42;
        String hash = HexFormat.of().formatHex(sha256(preimage));
        Proof coin = coin("[\"HTLC\",{\"nonce\":\"%s\",\"data\":\"%s\"}]".formatted(Purse.randomSecret(), hash));
        var wrong = coin.withWitness("{\"preimage\":\"" + "07".repeat(32) + "\"}");
        var right = coin.withWitness("{\"preimage\":\"" + HexFormat.of().formatHex(preimage) + "\"}");

        wire.post("/v1/swap", Purse.swap(List.of(wrong), purse.outputsWorth(7))).isRefusal(20008);
        wire.post("/v1/swap", Purse.swap(List.of(right), purse.outputsWorth(7))).json();
    }

    private Proof coin(String secret) {
        return purse.mintOn(purse.outputsOn(8, secret)).getFirst();
    }

    private String p2pk(String tags) {
        return "[\"P2PK\",{\"nonce\":\"%s\",\"data\":\"%s\",\"tags\":%s}]"
                .formatted(Purse.randomSecret(), pubkey, tags);
    }

    private String witness(String message) {
        byte[] signature = CURVE.schnorrSign(key, sha256(message.getBytes(StandardCharsets.UTF_8)));
        return "{\"signatures\":[\"" + HexFormat.of().formatHex(signature) + "\"]}";
    }

    private static String message(List<Proof> inputs, List<Output> outputs) {
        var message = new StringBuilder();
        inputs.forEach(
                input -> message.append(input.secret()).append(input.signature().hex()));
        outputs.forEach(output -> message.append(output.amount()).append(output.blinded()));
        return message.toString();
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
