package org.cobnut.cashu.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// The 2048 words of BIP-39, in alphabetical order.
final class WordList {

    static final WordList ENGLISH = load("bip39-english.txt");

    private final List<String> words;

    private WordList(List<String> words) {
        this.words = words;
    }

    String word(int index) {
        return words.get(index);
    }

    /// @throws IllegalArgumentException for a word that is not in the list; its message does not repeat the word
    int index(String word) {
        int index = Collections.binarySearch(words, word);
        if (index < 0) {
            throw new IllegalArgumentException("the mnemonic has a word that is not in the English list of BIP-39");
        }
        return index;
    }

    private static WordList load(String resource) {
        try (var stream = WordList.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            var words = new String(stream.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            if (words.size() != 2048) {
                throw new IllegalStateException("a word list has 2048 words");
            }
            return new WordList(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
