package org.cobnut.mint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.core.io.ClassPathResource;

/// What the mint's jar says of itself instead of starting. `bin/mint` prints the same file without building first.
final class Help {

    private Help() {}

    static boolean isWanted(List<String> words) {
        return words.contains("--help") || words.contains("-h");
    }

    static String text() {
        try {
            return new ClassPathResource("help.txt", Help.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
