package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/// Brings the tables up to date, or checks that they are.
///
/// Liquibase's own lock is a row, which survives a process that is killed and would block everybody after it. What
/// keeps
/// two migrations apart here ends with its holder: on PostgreSQL a lock of a transaction that is open on a second
/// connection, on SQLite the lock file. Under it a leftover of Liquibase's lock can only be stale, and is released.
final class Migration {

    private static final String CHANGELOG = "db/changelog/mint.yaml";
    private static final long GUARD = 0x636f_626e_7574_6d69L;

    private Migration() {}

    /// Does what `mode` says.
    ///
    /// @throws IllegalStateException if the tables are not up to date and are not to be changed
    static void run(DataSettings.Migrate mode, DatabaseAddress address) {
        try {
            switch (mode) {
                case AUTO -> guarded(address, Migration::update);
                case VERIFY -> inLiquibase(address, Migration::verify);
                case OFF -> {}
            }
        } catch (SQLException error) {
            throw new IllegalStateException("the database " + address + " cannot be reached", error);
        }
    }

    private static void guarded(DatabaseAddress address, Step step) throws SQLException {
        if (SqliteFile.isMeantBy(address.url())) {
            inLiquibase(address, step);
            return;
        }
        try (var guard = address.connect()) {
            hold(guard);
            inLiquibase(address, step);
            guard.rollback();
        }
    }

    /// A transaction's lock, for a session's would stay behind in a connection that a pooler lends to the next client.
    private static void hold(Connection guard) throws SQLException {
        guard.setAutoCommit(false);
        try (var statement = guard.createStatement()) {
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            statement.execute("SET LOCAL lock_timeout = 0");
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("SELECT pg_advisory_xact_lock(" + GUARD + ")");
        }
    }

    private static void inLiquibase(DatabaseAddress address, Step step) {
        try {
            // Liquibase reports its use to its makers, and to standard output, unless told not to.
            var quietly = Map.<String, Object>of(
                    AnalyticsArgs.ENABLED.getKey(), false, Scope.Attr.ui.name(), new LoggerUIService());
            Scope.child(quietly, () -> {
                try (var liquibase = new Liquibase(
                        CHANGELOG, new ClassLoaderResourceAccessor(), new JdbcConnection(address.connect()))) {
                    step.run(liquibase);
                }
            });
        } catch (IllegalStateException refusal) {
            throw refusal;
        } catch (Exception error) {
            throw new IllegalStateException("the tables of " + address + " could not be brought up to date", error);
        }
    }

    private static void update(Liquibase liquibase) throws Exception {
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.forceReleaseLocks();
        liquibase.update(new Contexts(), new LabelExpression());
    }

    private static void verify(Liquibase liquibase) throws Exception {
        var missing = liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the tables lack " + missing.size()
                    + " changes, the first is " + missing.getFirst().getId()
                    + ": migrate the database (cobnut.migrate=auto) before this start");
        }
    }

    /// What is done with Liquibase.
    private interface Step {
        void run(Liquibase liquibase) throws Exception;
    }
}
