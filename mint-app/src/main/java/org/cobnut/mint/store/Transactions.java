package org.cobnut.mint.store;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Write transactions: BEGIN IMMEDIATE on SQLite's one writer, READ COMMITTED on PostgreSQL. Each use case says where
/// its transaction begins and ends; one inside another is a bug and refused.
public final class Transactions {

    private static final Logger log = LoggerFactory.getLogger(Transactions.class);

    private final Connections connections;
    private final int attempts;
    private final JdbcTransactionManager manager;
    private final TransactionTemplate template;
    private final RetryTemplate retry;

    Transactions(Connections connections, StoreSettings settings) {
        this(connections, settings.attempts(), connections.writers());
    }

    private Transactions(Connections connections, int attempts, TransactionSource source) {
        this.connections = connections;
        this.attempts = attempts;
        this.manager = new JdbcTransactionManager(source);
        this.template = new TransactionTemplate(manager);
        this.retry = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(attempts - 1L)
                .delay(Duration.ZERO)
                .predicate(failure -> isConflict(connections.dialect(), failure))
                .build());
    }

    /// The same over a connection that no other component uses.
    ///
    /// @param name of the component
    public Transactions onConnectionOf(String name) {
        return new Transactions(connections, attempts, connections.reserved(name));
    }

    /// Runs `work` in a transaction, which is committed when this returns and rolled back when this throws. After a
    /// deadlock or conflict it is run again, a bounded number of times: `work` must bear that.
    ///
    /// @throws CashuException with UNAVAILABLE if the database is away or stays busy; after a broken
    ///     connection it is not known whether the transaction was committed
    public <T extends @Nullable Object> T write(Supplier<T> work) {
        try {
            return retry.invoke(() -> once(work));
        } catch (DataAccessException | TransactionException failure) {
            throw switch (connections.dialect().failure(failure)) {
                case BUSY, UNAVAILABLE, LOST -> unavailable(failure);
                case REFUSED, OTHER -> failure;
            };
        }
    }

    /// As [#write] for work without a result.
    public void run(Runnable work) {
        this.<@Nullable Void>write(() -> {
            work.run();
            return null;
        });
    }

    /// Runs `work` in a transaction once, and throws every error as it is.
    public <T extends @Nullable Object> T once(Supplier<T> work) {
        return onceIf(_ -> true, work);
    }

    /// As [#once], but the transaction is committed only if `commits` says so of the result, and else rolled back.
    public <T extends @Nullable Object> T onceIf(Predicate<T> commits, Supplier<T> work) {
        requireNone();
        var failure = new AtomicReference<@Nullable RuntimeException>();
        var end = new AtomicReference<@Nullable TransactionEnd>();
        try {
            return template.<T>execute(status -> {
                end.set(TransactionEnd.ofNewTransaction());
                var result = remembering(failure, work);
                if (!commits.test(result)) {
                    status.setRollbackOnly();
                }
                return result;
            });
        } catch (RuntimeException error) {
            // If the connection broke, the rollback fails too, with an error that says less.
            throw Objects.requireNonNullElse(failure.get(), error);
        } finally {
            var ended = end.get();
            if (ended != null) {
                ended.run();
            }
        }
    }

    private static <T extends @Nullable Object> T remembering(
            AtomicReference<@Nullable RuntimeException> failure, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException error) {
            failure.set(error);
            throw error;
        }
    }

    /// Has `action` run once the open transaction is committed: the way in which its steps tell others of what they
    /// have done. It runs outside of the transaction and must be quick, since the caller waits for it.
    public static void afterCommit(Runnable action) {
        TransactionEnd.current().addAfterCommit(action);
    }

    /// As [#afterCommit], once the open transaction is rolled back.
    public static void afterRollback(Runnable action) {
        TransactionEnd.current().addAfterRollback(action);
    }

    /// For Spring's own use.
    PlatformTransactionManager manager() {
        return manager;
    }

    /// Checks that a transaction is open: for steps that are one only together with their caller's.
    public static void requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("this must be called in a transaction");
        }
    }

    /// Checks that none is open: before calling a node, a signatory or the network.
    public static void requireNone() {
        if (isOpen()) {
            throw new IllegalStateException("this must not be called in a transaction");
        }
    }

    private static boolean isOpen() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /// Only an error of the database itself: a refusal may have one as its cause, and is final.
    private static boolean isConflict(SqlDialect dialect, Throwable failure) {
        return (failure instanceof DataAccessException || failure instanceof TransactionException)
                && dialect.failure(failure) == DatabaseFailure.BUSY;
    }

    private static CashuException unavailable(RuntimeException cause) {
        log.warn(
                "A transaction was given up after {}, and its caller is told to try again",
                cause.getClass().getSimpleName());
        return new CashuException(ErrorCode.UNAVAILABLE, "the database is busy or away: try again");
    }
}
