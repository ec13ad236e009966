package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// NUT-11 and NUT-14: the terms on which a proof may be spent, read from its secret or chosen for a new one.
///
/// Two paths lead to the money. The main path is always open: the `signers` sign and, if there is a `hash`, its
/// preimage is shown. The refund path opens when the `locktime` has passed: the `refund` signers sign, or if
/// there are none, anybody may spend.
///
/// @param hash lowercase hex SHA-256 of the 32-byte preimage that an HTLC asks for; null for P2PK
/// @param signers who signs on the main path; never empty for P2PK
/// @param locktime the second after which the refund path is open; null for never
/// @param refund who signs on the refund path
/// @param flag what the signatures cover
public record SpendingCondition(
        @Nullable String hash, Signers signers, @Nullable Instant locktime, Signers refund, SignatureFlag flag) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /// @throws IllegalArgumentException if the hash is not one, P2PK names no key or the locktime is before 1970
    public SpendingCondition {
        if (hash == null && signers.isEmpty()) {
            throw new IllegalArgumentException("P2PK needs a key");
        }
        if (hash != null && !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("a hash is 64 lowercase hex digits");
        }
        if (locktime != null && locktime.getEpochSecond() < 0) {
            throw new IllegalArgumentException("a locktime before 1970 would make the money unspendable");
        }
    }

    /// Locks to the holder of one key.
    public static SpendingCondition p2pk(Point key) {
        return p2pk(Signers.oneOf(key));
    }

    /// Locks to the holders of several keys.
    public static SpendingCondition p2pk(Signers signers) {
        return new SpendingCondition(null, signers, null, Signers.NONE, SignatureFlag.SIG_INPUTS);
    }

    /// Locks to whoever knows the preimage of `hash`.
    public static SpendingCondition htlc(String hash) {
        return new SpendingCondition(hash, Signers.NONE, null, Signers.NONE, SignatureFlag.SIG_INPUTS);
    }

    /// The terms of a proof with this secret.
    ///
    /// @return empty for an ordinary secret, which has none
    /// @throws org.cobnut.cashu.CashuException if the secret is malformed or of unknown kind, and so
    /// unspendable
    public static Optional<SpendingCondition> of(String secret) {
        return WellKnownSecret.parse(secret).map(SpendingConditionReader::read);
    }

    /// The same terms, and on the main path `other` have to sign.
    public SpendingCondition withSigners(Signers other) {
        return new SpendingCondition(hash, other, locktime, refund, flag);
    }

    /// The same terms, and after `time` (whole seconds count) `signers` may take the money, or anybody if there
    /// are none.
    public SpendingCondition withRefund(Instant time, Signers other) {
        return new SpendingCondition(hash, signers, time, other, flag);
    }

    /// The same terms with signatures of the other extent.
    public SpendingCondition withFlag(SignatureFlag other) {
        return new SpendingCondition(hash, signers, locktime, refund, other);
    }

    /// A new secret under these terms.
    ///
    /// @param nonce 32 fresh random bytes, which make the secret unique
    public String secret(byte[] nonce) {
        return SpendingConditionWriter.write(this, HexFormat.of().formatHex(nonce))
                .json();
    }

    /// Is the refund path open? Not yet in the second of the locktime itself.
    boolean isExpired(Instant now) {
        return locktime != null && locktime.getEpochSecond() < now.getEpochSecond();
    }
}
