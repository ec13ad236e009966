package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/// Where the database is, from `spring.datasource.*`.
///
/// @param url of JDBC
record DatabaseAddress(
        String url, @Nullable String username, @Nullable String password) {

    private static final String SQLITE_OPEN_READONLY = "1";

    /// The database of the settings: without a URL, a SQLite file in the data directory.
    static DatabaseAddress of(DataSourceProperties properties, DataSettings data) {
        @Nullable String url = properties.getUrl();
        return url == null
                ? new DatabaseAddress(SqliteFile.url(data.dataDir().resolve("mint.sqlite")), null, null)
                : new DatabaseAddress(url, properties.getUsername(), properties.getPassword());
    }

    /// A connection outside every pool, through the driver itself.
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties());
    }

    /// As [#connect]; a SQLite file has to be there and is opened for reading only.
    Connection connectToRead() throws SQLException {
        var properties = properties();
        if (SqliteFile.isMeantBy(url)) {
            properties.setProperty("open_mode", SQLITE_OPEN_READONLY);
        }
        return DriverManager.getConnection(url, properties);
    }

    private Properties properties() {
        var properties = new Properties();
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    /// Without the password, which some operators put into the URL.
    @Override
    public String toString() {
        return url.replaceFirst("\\?.*", "");
    }
}
