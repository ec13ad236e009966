package org.cobnut.mint.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The Liquibase changes that create this mint's tables.
final class Changelog {

    /// The master changelog, on the class path.
    static final String ROOT = "db/changelog/mint.yaml";

    /// Identifies exactly these changes: SHA-256 over their files, in the order of their names.
    static final String FINGERPRINT = fingerprint();

    private Changelog() {}

    private static String fingerprint() {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            var changes = new PathMatchingResourcePatternResolver();
            var files = Stream.of("classpath:" + ROOT, "classpath:db/changelog/mint/*")
                    .flatMap(pattern -> resources(changes, pattern))
                    .sorted(Comparator.comparing(Resource::getFilename))
                    .toList();
            for (var file : files) {
                hash.update(String.valueOf(file.getFilename()).getBytes(StandardCharsets.UTF_8));
                hash.update(file.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (NoSuchAlgorithmException error) {
            throw new IllegalStateException("this Java has no SHA-256", error);
        }
    }

    private static Stream<Resource> resources(PathMatchingResourcePatternResolver changes, String pattern) {
        try {
            return Stream.of(changes.getResources(pattern));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
