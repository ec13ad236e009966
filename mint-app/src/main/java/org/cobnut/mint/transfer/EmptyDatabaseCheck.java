package org.cobnut.mint.transfer;

import java.util.List;

import org.cobnut.mint.command.CommandRefusedException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Refuses a database that a mint has used: nothing is mixed with the rows of another mint.
final class EmptyDatabaseCheck {

    private static final List<String> TABLES = List.of(
            "keyset", "proof", "blind_signature", "completed_operations", "mint_quote", "melt_quote", "kv_store");

    private EmptyDatabaseCheck() {}

    /// @throws CommandRefusedException if there is a row
    static void require(JdbcClient database) {
        for (var table : TABLES) {
            if (database.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single() > 0) {
                throw new CommandRefusedException(
                        "the database to be filled has rows in " + table + ": it must be a new, empty one");
            }
        }
    }
}
