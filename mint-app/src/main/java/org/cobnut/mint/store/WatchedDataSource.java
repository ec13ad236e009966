package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A pool whose connections pass the funnel.
final class WatchedDataSource extends DelegatingDataSource {

    private final Funnel funnel;

    WatchedDataSource(DataSource pool, Funnel funnel) {
        super(pool);
        this.funnel = funnel;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return funnel.watch(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return funnel.watch(super.getConnection(username, password));
    }
}
