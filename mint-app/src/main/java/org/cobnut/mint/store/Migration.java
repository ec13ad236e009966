package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.cobnut.mint.start.StartRefusedException;
import org.jspecify.annotations.Nullable;

/// Brings the tables up to date, or checks that they are.
///
/// A migration is one transaction: a process that is killed in the middle of it, or a change that fails, leaves the
/// tables as they were. Liquibase by itself would commit a change and its record of it one after the other, and a kill
/// in between would make every later start fail.
///
/// Liquibase's own lock is a row, which stays behind when a migration by other means is killed. Here two migrations are
/// kept apart by a lock that ends with its process: on PostgreSQL a lock of a transaction on a second connection, on
/// SQLite the lock file. A row of Liquibase's lock that is found then is stale, and is released.
///
/// Liquibase's tag in an up-to-date database is the changelog's fingerprint. A start that finds it does not run
/// Liquibase, which saves a tenth of the start.
final class Migration {

    private static final long GUARD = 0x636f_626e_7574_6d69L;

    private Migration() {}

    /// Does what `mode` says.
    ///
    /// @throws StartRefusedException if the database cannot be reached, or its tables are not up to date and are to
    ///     stay as they are
    static void run(DataSettings.Migrate mode, DatabaseAddress address) {
        try {
            if (isUpToDate(address) || mode == DataSettings.Migrate.OFF) {
                return;
            }
            switch (mode) {
                case AUTO -> guarded(address, Migration::update);
                case VERIFY -> inLiquibase(address, Migration::verify);
                case OFF -> {}
            }
        } catch (SQLException error) {
            throw new StartRefusedException(
                    "The database " + address + " cannot be used: " + error.getMessage(),
                    "See that it runs and that there is such a database, and correct spring.datasource.url, .username and"
                            + " the password (in the environment: SPRING_DATASOURCE_PASSWORD).");
        }
    }

    static boolean isUpToDate(DatabaseAddress address) throws SQLException {
        try (var connection = address.connect()) {
            return isTagged(connection);
        }
    }

    private static boolean isTagged(Connection connection) {
        try (var statement = connection.prepareStatement("SELECT 1 FROM databasechangelog WHERE tag = ?")) {
            statement.setString(1, Changelog.FINGERPRINT);
            try (var tagged = statement.executeQuery()) {
                return tagged.next();
            }
        } catch (SQLException _) {
            return false; // the database is new
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

    /// Takes a lock of the transaction: one of the session would stay in a connection that a pooler gives to the next
    /// client.
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
            // Without these, Liquibase sends statistics to its makers and writes to standard output.
            var quietly = Map.<String, Object>of(
                    AnalyticsArgs.ENABLED.getKey(), false, Scope.Attr.ui.name(), new LoggerUIService());
            Scope.child(quietly, () -> {
                var transaction = new OneTransaction(address.connect());
                try (var liquibase = new Liquibase(Changelog.ROOT, new ClassLoaderResourceAccessor(), transaction)) {
                    step.run(liquibase);
                    transaction.finish();
                }
            });
        } catch (IllegalStateException refusal) {
            throw refusal;
        } catch (Exception error) {
            throw new MigrationFailedException(address.toString(), error);
        }
    }

    private static void update(Liquibase liquibase) throws Exception {
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.forceReleaseLocks();
        liquibase.update(new Contexts(), new LabelExpression());
        liquibase.tag(Changelog.FINGERPRINT);
    }

    private static void verify(Liquibase liquibase) throws Exception {
        var missing = liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression());
        if (!missing.isEmpty()) {
            throw new StartRefusedException(
                    "the tables lack " + missing.size() + " changes, the first is "
                            + missing.getFirst().getId() + ".",
                    "Migrate the database first, by starting one mint with cobnut.migrate=auto.");
        }
    }

    /// A connection whose commits are savepoints: Liquibase commits every change, and rolls back to its last commit
    /// after a statement that may fail.
    private static final class OneTransaction extends JdbcConnection {

        private final Connection connection;
        private @Nullable Savepoint committed;

        OneTransaction(Connection connection) throws SQLException {
            super(connection);
            this.connection = connection;
            connection.setAutoCommit(false);
            this.committed = connection.setSavepoint();
        }

        void finish() throws SQLException {
            committed = null;
            connection.commit();
        }

        @Override
        public void commit() throws DatabaseException {
            try {
                committed = connection.setSavepoint();
            } catch (SQLException error) {
                throw new DatabaseException(error);
            }
        }

        @Override
        public void rollback() throws DatabaseException {
            if (committed == null) {
                return;
            }
            try {
                connection.rollback(committed);
            } catch (SQLException error) {
                throw new DatabaseException(error);
            }
        }

        @Override
        public void setAutoCommit(boolean isOn) {
            // it stays off
        }
    }

    /// A task for Liquibase.
    private interface Step {
        void run(Liquibase liquibase) throws Exception;
    }
}
