package org.cobnut.mint.store;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;

/// Removes a connection from the pool when its server refuses a write as a standby: a new connection may reach the
/// primary.
final class StandbyEviction implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException error) {
        return PostgresDialect.READ_ONLY.equals(error.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
