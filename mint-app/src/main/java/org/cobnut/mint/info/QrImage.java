package org.cobnut.mint.info;

import java.util.Optional;

import io.nayuki.qrcodegen.QrCode;

/// A QR code, to be drawn as one path of SVG.
///
/// @param size modules per side, with the light border that scanners need
/// @param path the dark modules, one rectangle for each run of a row
record QrImage(int size, String path) {

    private static final int BORDER = 4;
    /// What a phone still reads well from a screen; a code could hold seven times as much.
    private static final int MAX_LENGTH = 300;

    /// Empty if `text` is too long.
    static Optional<QrImage> of(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        return Optional.of(new QrImage(code.size + 2 * BORDER, path(code)));
    }

    private static String path(QrCode code) {
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int end = x;
                // Outside of the code everything is light.
                while (code.getModule(end, y)) {
                    end++;
                }
                if (end > x) {
                    path.append("M%d %dh%dv1H%dz".formatted(x + BORDER, y + BORDER, end - x, x + BORDER));
                }
                x = end + 1;
            }
        }
        return path.toString();
    }
}
