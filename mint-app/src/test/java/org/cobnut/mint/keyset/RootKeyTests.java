package org.cobnut.mint.keyset;

import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.signatory.SeedSignatory;
import org.cobnut.signatory.Signatory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OnBothDatabases
class RootKeyTests {

    private final RootKey rootKey;
    private final KeysetRows rows;

    RootKeyTests(TestDatabase database) {
        rootKey = new RootKey(database.keyValues(), database.transactions());
        rows = new KeysetRows(database.jdbc(), database.transactions(), "cobnut/test");
    }

    @Test
    void tiesTheDatabaseToTheFirstSeed() {
        assertThat(rootKey.isUnknown()).isTrue();
        rootKey.require(signatory(1));
        assertThat(rootKey.isUnknown()).isFalse();

        rootKey.require(signatory(1));
        assertThatThrownBy(() -> rootKey.require(signatory(2)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(signatory(1).keysets().rootPublicKey().hex());
    }

    private Signatory signatory(int seed) {
        var bytes = new byte[32];
        bytes[0] = (byte) seed;
        return SeedSignatory.ofSeed(bytes, rows);
    }
}
