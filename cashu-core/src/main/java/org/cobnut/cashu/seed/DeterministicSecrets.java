package org.cobnut.cashu.seed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.crypto.Scalar;

/// NUT-13: the secrets and blinding factors that a wallet derives from its seed, so that the seed alone brings the
/// money back. Keysets of version 1 use BIP-32, those of version 2 one HMAC.
///
/// The caller counts per keyset from 0 and never uses a counter twice.
public final class DeterministicSecrets {

    private static final byte[] DOMAIN = "Cashu_KDF_HMAC_SHA256".getBytes(StandardCharsets.US_ASCII);
    private static final String HMAC = "HmacSHA256";
    private static final int SECRET = 0;
    private static final int BLINDING_FACTOR = 1;

    private final byte[] seed;
    private final ExtendedKey ecash;
    private final ExtendedKey quoteLocks;

    /// Derives from a seed.
    ///
    /// @param seed the 64 bytes of [Mnemonic#seed()]
    public DeterministicSecrets(byte[] seed) {
        this.seed = seed.clone();
        var master = ExtendedKey.master(this.seed);
        this.ecash = master.hardened(129_372).hardened(0);
        this.quoteLocks = master.hardened(129_373).hardened(20).hardened(0).hardened(0);
    }

    /// What one output is made of.
    ///
    /// @param secret 64 hexadecimal digits, the proof's secret
    /// @param blindingFactor `r`
    public record Output(String secret, Scalar blindingFactor) {

        @Override
        public String toString() {
            return "Output[…]";
        }
    }

    /// The secret and blinding factor number `counter` of a keyset.
    ///
    /// @param keysetId a whole id
    /// @param counter from 0; below 2^31 for keysets of version 1
    public Output output(KeysetId keysetId, long counter) {
        if (keysetId.isShort() || counter < 0) {
            throw new IllegalArgumentException("secrets are derived for a whole keyset id and a counter from 0");
        }
        return keysetId.version() == 1 ? byPath(keysetId, Math.toIntExact(counter)) : byHmac(keysetId, counter);
    }

    /// The private key number `counter` for locking mint quotes (NUT-20), at `m/129373'/20'/0'/0'/counter`.
    ///
    /// @param counter from 0
    public Scalar quoteLock(int counter) {
        return quoteLocks.normal(counter).key();
    }

    private Output byPath(KeysetId keysetId, int counter) {
        var parent = ecash.hardened(keysetId.nut13Integer()).hardened(counter);
        return new Output(
                parent.normal(SECRET).key().hex(),
                parent.normal(BLINDING_FACTOR).key());
    }

    private Output byHmac(KeysetId keysetId, long counter) {
        var secret = HexFormat.of().formatHex(hmac(keysetId, counter, SECRET));
        return new Output(secret, Scalar.reduced(hmac(keysetId, counter, BLINDING_FACTOR)));
    }

    private byte[] hmac(KeysetId keysetId, long counter, int purpose) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(seed, HMAC));
            mac.update(DOMAIN);
            mac.update(keysetId.bytes());
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
            mac.update((byte) purpose);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }
}
