package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// Connections for transactions. Spring takes it for `dataSource`: while a transaction is open, code that asks
/// `dataSource` for a connection gets the transaction's.
final class TransactionSource extends AbstractDataSource implements InfrastructureProxy {

    private final DataSource dataSource;
    private final Source source;

    TransactionSource(DataSource dataSource, Source source) {
        this.dataSource = dataSource;
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source.connection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return source.connection();
    }

    @Override
    public Object getWrappedObject() {
        return dataSource;
    }

    /// Where the connections come from.
    interface Source {
        Connection connection() throws SQLException;
    }
}
