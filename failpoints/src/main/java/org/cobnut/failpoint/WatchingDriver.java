package org.cobnut.failpoint;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

/// Stands before the databases' own drivers, in processes that heed failpoints, and watches their connections.
public final class WatchingDriver implements Driver {

    static {
        try {
            DriverManager.registerDriver(new WatchingDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        var connection = behind(url).connect(url, info);
        return connection == null ? null : new WatchedConnection(connection, Failpoints.ofThisProcess()).proxy();
    }

    @Override
    public boolean acceptsURL(String url) {
        return Failpoints.areOn() && (url.startsWith("jdbc:postgresql:") || url.startsWith("jdbc:sqlite:"));
    }

    private static Driver behind(String url) throws SQLException {
        for (var driver : DriverManager.drivers().toList()) {
            if (!(driver instanceof WatchingDriver) && driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw new SQLException("no other driver takes this URL");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
