package org.cobnut.mint.store;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;

/// Takes a connection out of the pool when its server turns out to be a standby: a new one may find the primary.
final class StandbyEviction implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException error) {
        return PostgresDialect.READ_ONLY.equals(error.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
