package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.crypto.Sha256;

/// People with keys, proofs that are locked to them, and outputs to spend these on.
final class Fixture {

    static final Curve CURVE = Curve.preferred();
    static final Scalar ALICE = key(1);
    static final Scalar BOB = key(2);
    static final Scalar CAROL = key(3);
    static final Scalar MALLORY = key(4);

    static final Instant LOCKTIME = Instant.ofEpochSecond(1_800_000_000L);
    static final Instant BEFORE = LOCKTIME.minusSeconds(1);
    static final Instant AFTER = LOCKTIME.plusSeconds(1);

    static final byte[] PREIMAGE = Sha256.hash("preimage");
    static final String HASH = HexFormat.of().formatHex(Sha256.hash(PREIMAGE));

    static final KeysetId KEYSET = KeysetId.parse("009a1f293253e41e");

    private Fixture() {}

    static Point publicKey(Scalar key) {
        return CURVE.publicKey(key);
    }

    static String hex(Scalar key) {
        return publicKey(key).hex();
    }

    /// A proof under `condition`; proofs of different numbers have different secrets.
    static Proof proof(SpendingCondition condition, int number) {
        var nonce = new byte[32];
        Arrays.fill(nonce, (byte) number);
        return proof(condition.secret(nonce));
    }

    static Proof proof(String secret) {
        return new Proof(Amount.of(8), KEYSET, secret, publicKey(key(100)), null, null);
    }

    /// A proof whose secret has exactly these tags, as JSON.
    static Proof proof(String kind, String data, String tags) {
        return proof("[\"" + kind + "\",{\"nonce\":\"00\",\"data\":\"" + data + "\",\"tags\":[" + tags + "]}]");
    }

    static List<BlindedMessage> outputs(long... amounts) {
        var outputs = new ArrayList<BlindedMessage>();
        for (long amount : amounts) {
            outputs.add(new BlindedMessage(Amount.of(amount), KEYSET, publicKey(key(200 + outputs.size()))));
        }
        return outputs;
    }

    private static Scalar key(int number) {
        var bytes = new byte[32];
        bytes[31] = (byte) number;
        bytes[30] = 1;
        return Scalar.of(bytes);
    }
}
