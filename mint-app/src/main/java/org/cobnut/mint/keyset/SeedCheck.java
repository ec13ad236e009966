package org.cobnut.mint.keyset;

import java.util.Collection;

import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.mint.store.DataSettings;
import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.KeysetDefinitions;
import org.cobnut.signatory.SeedSignatory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Checks that the seed of the settings derives the keysets of a database, for commands that move a database.
public final class SeedCheck {

    private final MnemonicSource source;

    private SeedCheck(MnemonicSource source) {
        this.source = source;
    }

    /// For the context of a command.
    @EnableConfigurationProperties({SeedSettings.class, DataSettings.class})
    public static class OfCommands {

        @Bean
        SeedCheck seedCheck(SeedSettings settings, DataSettings data) {
            return new SeedCheck(new MnemonicSource(settings, data.dataDir(), false, false));
        }
    }

    /// Derives all keysets of the table and compares their ids.
    ///
    /// @throws IllegalArgumentException if there is no seed, or if it does not derive one of them
    public void require(JdbcClient jdbc) {
        try {
            SeedSignatory.ofMnemonic(source.words(), new Rows(KeysetRows.all(jdbc)))
                    .keysets();
        } catch (StartRefusedException refused) {
            throw new IllegalArgumentException(refused.getMessage() + " " + refused.action(), refused);
        } catch (IllegalStateException foreign) {
            throw new IllegalArgumentException(
                    "the mnemonic is not the one of these keysets: " + foreign.getMessage(), foreign);
        }
    }

    /// The rows of the table, without a way to add one.
    private record Rows(Collection<KeysetDefinition> all) implements KeysetDefinitions {

        @Override
        public boolean add(KeysetDefinition definition) {
            throw new UnsupportedOperationException("a check adds no keyset");
        }
    }
}
