package org.cobnut.mint.ledger;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;

/// The texts of a proof that the mint keeps as they came.
final class SecretText {

    private SecretText() {}

    /// Its bytes in UTF-8.
    ///
    /// @throws CashuException if it has none, because half a surrogate pair is in it, or if PostgreSQL could
    ///     not store it, because U+0000 is
    static byte[] bytes(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new CashuException(ErrorCode.MALFORMED_REQUEST, "a secret or witness contains U+0000");
        }
        try {
            var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException _) {
            throw new CashuException(ErrorCode.MALFORMED_REQUEST, "a secret or witness is not Unicode");
        }
    }

    /// Refuses a text of more than `maxBytes`.
    static void check(String text, int maxBytes) {
        if (bytes(text).length > maxBytes) {
            throw new CashuException(
                    ErrorCode.MALFORMED_REQUEST, "a secret or witness is longer than " + maxBytes + " bytes");
        }
    }
}
