package org.cobnut.mint.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Whether JSON holds only text that every database keeps and every peer can be sent back: UTF-8 without U+0000 and
/// without half a surrogate pair, written out or as an escape.
///
/// PostgreSQL stores no U+0000, and half a pair can be read but never written again.
public final class JsonText {

    private static final int ESCAPE_LENGTH = 6;

    private JsonText() {}

    static boolean isSound(byte[] json) {
        try {
            return isSound(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)));
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /// The same question about text that has been decoded, such as a frame of a socket.
    public static boolean isSound(CharSequence json) {
        for (int at = 0; at < json.length(); at++) {
            if (json.charAt(at) == 0) {
                return false;
            }
            if (json.charAt(at) == '\\') {
                int next = afterEscape(json, at);
                if (next < 0) {
                    return false;
                }
                at = next - 1;
            }
        }
        return true;
    }

    /// Where the escape that begins at `at` ends, a surrogate pair taken as one; negative if it is flawed.
    private static int afterEscape(CharSequence json, int at) {
        int unit = unit(json, at);
        if (unit < 0) {
            return at + 2;
        }
        if (unit == 0 || Character.isLowSurrogate((char) unit)) {
            return -1;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return at + ESCAPE_LENGTH;
        }
        int low = unit(json, at + ESCAPE_LENGTH);
        return low >= 0 && Character.isLowSurrogate((char) low) ? at + 2 * ESCAPE_LENGTH : -1;
    }

    /// The value of a `\\uXXXX` at `at`; -1 if there is none.
    private static int unit(CharSequence json, int at) {
        if (json.length() < at + ESCAPE_LENGTH || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
            return -1;
        }
        for (int digit = at + 2; digit < at + ESCAPE_LENGTH; digit++) {
            if (!HexFormat.isHexDigit(json.charAt(digit))) {
                return -1;
            }
        }
        return HexFormat.fromHexDigits(json, at + 2, at + ESCAPE_LENGTH);
    }
}
