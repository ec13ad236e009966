package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/// Where the database is, from `spring.datasource.*`.
///
/// @param url of JDBC
record DatabaseAddress(
        String url, @Nullable String username, @Nullable String password) {

    /// A connection outside every pool, through the driver itself.
    Connection connect() throws SQLException {
        var properties = new Properties();
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url, properties);
    }

    /// Not with the password, which the URL of some operators holds too.
    @Override
    public String toString() {
        return url.replaceFirst("\\?.*", "");
    }
}
