package org.cobnut.cashu.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// NUT-12: a proof that a blind signature `C_` was made with the private key of a public key `A`, without showing it.
///
/// @param e the challenge
/// @param s the response
public record Dleq(Scalar e, Scalar s) {

    private static final byte[] NONCE_DOMAIN = "Cashu_DLEQ_R_v1".getBytes(StandardCharsets.US_ASCII);

    /// Proves that `C_` is `a` times `B_`. The nonce is derived from key and message as NUT-12 says, so the same
    /// signature always has the same proof and no bad random number can give the key away.
    ///
    /// @param a the private key
    /// @param A its public key
    public static Dleq prove(Curve curve, Scalar a, Point A, Point B_, Point C_) {
        for (int counter = 0; counter < 1 << Byte.SIZE; counter++) {
            var nonce = nonce(a, A, B_, C_, counter);
            if (Scalar.isValid(nonce)) {
                return prove(curve, a, A, B_, C_, Scalar.of(nonce));
            }
        }
        throw new ArithmeticException("no nonce for this key and message");
    }

    private static Dleq prove(Curve curve, Scalar a, Point A, Point B_, Point C_, Scalar nonce) {
        var e = Scalar.of(challenge(curve.publicKey(nonce), curve.multiply(B_, nonce), A, C_));
        return new Dleq(e, curve.add(nonce, curve.multiply(e, a)));
    }

    /// Whether `C_` is `B_` times the private key of `A`.
    public boolean isValid(Curve curve, Point A, Point B_, Point C_) {
        try {
            var minusE = curve.negate(e);
            var R1 = curve.add(curve.publicKey(s), curve.multiplyPublic(A, minusE));
            var R2 = curve.add(curve.multiplyPublic(B_, s), curve.multiplyPublic(C_, minusE));
            return MessageDigest.isEqual(challenge(R1, R2, A, C_), e.shared());
        } catch (ArithmeticException _) {
            return false; // a commitment that is the point at infinity was not made by an honest prover
        }
    }

    /// The hash of the four points, each as the text of its 130 hexadecimal digits.
    static byte[] challenge(Point R1, Point R2, Point A, Point C_) {
        var text = new StringBuilder(4 * 2 * Point.LENGTH);
        for (var point : new Point[] {R1, R2, A, C_}) {
            text.append(HexFormat.of().formatHex(point.shared()));
        }
        return Sha256.hash(text.toString());
    }

    private static byte[] nonce(Scalar a, Point A, Point B_, Point C_, int counter) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(a.shared(), mac.getAlgorithm()));
            mac.update(NONCE_DOMAIN);
            mac.update(A.shared());
            mac.update(B_.shared());
            mac.update(C_.shared());
            mac.update((byte) counter);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }
}
