package org.cobnut.mint.store;

import java.nio.file.Path;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the mint keeps its data, and what a start does about the tables.
///
/// @param dataDir the folder of the SQLite file and of a seed that the mint made itself; created if absent, for its
///     owner only
/// @param migrate whether a start migrates the tables
@Validated
@ConfigurationProperties("cobnut")
public record DataSettings(
        @NotNull Path dataDir,
        @DefaultValue("auto") @NotNull Migrate migrate) {

    /// What a start does about the tables of its database.
    public enum Migrate {
        /// Brings them up to date.
        AUTO,
        /// Refuses to start if they are not up to date: another process migrates.
        VERIFY,
        /// Trusts that they are.
        OFF
    }
}
