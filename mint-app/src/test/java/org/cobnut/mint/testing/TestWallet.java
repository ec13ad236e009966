package org.cobnut.mint.testing;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.json.CashuModule;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.OperationKind;
import org.cobnut.mint.ledger.SignedOutput;
import tools.jackson.databind.json.JsonMapper;

/// Ecash for tests of one mint, issued past its quotes but in its books, so that the sums hold.
public final class TestWallet {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Curve CURVE = Curve.preferred();
    private static final BlindDiffieHellman BDHKE = new BlindDiffieHellman(CURVE);
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new CashuModule()).build();

    private final Mint mint;

    public TestWallet(Mint mint) {
        this.mint = mint;
    }

    /// An output with what is needed to make a proof of its signature.
    public record Blinded(String secret, Scalar r, BlindedMessage message) {

        Proof unblind(BlindSignature signature, Keyset keyset) {
            var key = keyset.key(signature.amount()).orElseThrow();
            var c = BDHKE.unblind(signature.blindedSignature(), r, key);
            return new Proof(signature.amount(), signature.keysetId(), secret, c, null, null);
        }
    }

    public Keyset keyset() {
        return mint.bean(Keysets.class).active(Unit.SAT).orElseThrow();
    }

    /// Outputs with random secrets on the active keyset.
    public List<Blinded> blind(long... amounts) {
        return Arrays.stream(amounts)
                .mapToObj(amount -> blind(keyset().id(), Amount.of(amount), randomSecret()))
                .toList();
    }

    public Blinded blind(KeysetId keyset, Amount amount, String secret) {
        var r = Scalar.random(RANDOM);
        return new Blinded(secret, r, new BlindedMessage(amount, keyset, BDHKE.blind(secret, r)));
    }

    /// Proofs with random secrets.
    public List<Proof> issue(long... amounts) {
        return issue(blind(amounts));
    }

    /// Proofs of these outputs.
    public List<Proof> issue(List<Blinded> blinded) {
        var ledger = mint.bean(Ledger.class);
        var signatures = mint.bean(Keysets.class).sign(messages(blinded));
        var outputs = new ArrayList<SignedOutput>();
        for (int i = 0; i < blinded.size(); i++) {
            outputs.add(new SignedOutput(blinded.get(i).message().blindedSecret(), signatures.get(i)));
        }
        ledger.commit(
                new Operation(ledger.newOperation(), OperationKind.MINT, List.of(), Map.of(), outputs, List.of()));
        return unblind(blinded, signatures);
    }

    public List<Proof> unblind(List<Blinded> blinded, List<BlindSignature> signatures) {
        var proofs = new ArrayList<Proof>();
        for (int i = 0; i < blinded.size(); i++) {
            proofs.add(blinded.get(i)
                    .unblind(
                            signatures.get(i),
                            mint.bean(Keysets.class).get(signatures.get(i).keysetId())));
        }
        return proofs;
    }

    /// `POST /v1/swap`.
    public Answer swap(List<Proof> inputs, List<Blinded> outputs) {
        return mint.post("/v1/swap", json(Map.of("inputs", inputs, "outputs", messages(outputs))));
    }

    /// The signatures that an answer to a swap or mint holds.
    public static List<BlindSignature> signatures(Answer answer) {
        return JSON.treeToValue(
                answer.ok().get("signatures"),
                JSON.getTypeFactory().constructCollectionType(List.class, BlindSignature.class));
    }

    public static List<BlindedMessage> messages(List<Blinded> blinded) {
        return blinded.stream().map(Blinded::message).toList();
    }

    public static Point y(Proof proof) {
        return BDHKE.hashToCurve(proof.secret());
    }

    public static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    public static String randomSecret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
