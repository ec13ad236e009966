package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The server's settings, for the mint's connections, on which the durability of commits depends.
record PostgresDurability(Map<String, String> byName) {

    /// While one of them is off, a commit may be lost in a power cut after the mint has answered.
    private static final List<String> NEEDED = List.of("fsync", "full_page_writes", "synchronous_commit");

    static PostgresDurability of(Connection connection) throws SQLException {
        var byName = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var settings = statement.executeQuery("SELECT name, setting FROM pg_settings"
                        + " WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')")) {
            while (settings.next()) {
                byName.put(settings.getString(1), settings.getString(2));
            }
        }
        return new PostgresDurability(byName);
    }

    /// What the operator must be told, if anything.
    Optional<String> alarm() {
        var off = NEEDED.stream().filter(name -> "off".equals(byName.get(name))).toList();
        return off.isEmpty()
                ? Optional.empty()
                : Optional.of("THE DATABASE MAY LOSE WHAT IT HAS COMMITTED: " + String.join(", ", off)
                        + " is off. After a power cut, ecash that was spent could be spent again. Turn it on.");
    }
}
