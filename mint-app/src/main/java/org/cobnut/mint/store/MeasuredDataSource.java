package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A pool whose connections are measured by [StatementMetrics].
final class MeasuredDataSource extends DelegatingDataSource {

    private final StatementMetrics metrics;

    MeasuredDataSource(DataSource pool, StatementMetrics metrics) {
        super(pool);
        this.metrics = metrics;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return metrics.watch(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return metrics.watch(super.getConnection(username, password));
    }
}
