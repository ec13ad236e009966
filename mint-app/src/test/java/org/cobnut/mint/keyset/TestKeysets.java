package org.cobnut.mint.keyset;

import java.time.Duration;
import java.util.List;

import org.cobnut.mint.store.TestDatabase;
import org.cobnut.signatory.SeedSignatory;

/// Keysets of a known seed on a test's database, for the tests of other features.
public final class TestKeysets {

    private static final Duration REFRESH = Duration.ofSeconds(5);

    private TestKeysets() {}

    /// One keyset for each of `units`.
    public static Keysets of(TestDatabase database, String... units) {
        var rows = new KeysetRows(database.jdbc(), database.transactions(), "cobnut/test");
        var signatory = SeedSignatory.ofMnemonic("abandon ".repeat(11) + "about", rows);
        var keysets = new Keysets(signatory, rows, database.clock(), REFRESH, Duration.ZERO);
        FirstKeysets.create(keysets, new KeysetSettings(List.of(units), new KeysetSettings.Keysets(0, REFRESH)));
        return keysets;
    }
}
