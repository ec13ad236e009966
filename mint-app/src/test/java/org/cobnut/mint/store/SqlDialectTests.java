package org.cobnut.mint.store;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.crypto.Curve;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnBothDatabases
class SqlDialectTests {

    private static final String INSERT = """
            INSERT INTO kv_store (primary_namespace, secondary_namespace, "key", value, created_time, updated_time)
            VALUES ('test', '', ?, ?, 0, 0)
            """;

    private final TestDatabase database;

    SqlDialectTests(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void forget() {
        database.transactions()
                .run(() -> database.jdbc().sql("DELETE FROM kv_store").update());
    }

    @Test
    void keepsWhatIsCommitted() {
        database.transactions().run(() -> insert("a"));

        assertThat(keys()).containsExactly("a");
    }

    @Test
    void forgetsWhatThrows() {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> database.transactions().run(() -> {
                    insert("a");
                    throw new CashuException(ErrorCode.UNBALANCED);
                }));

        assertThat(keys()).isEmpty();
    }

    @Test
    void isUnavailableWhereItTakesNoWrites() {
        boolean isSqlite = database.dialect() instanceof SqliteDialect;
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> database.transactions().run(() -> {
                    say(isSqlite ? "PRAGMA query_only = ON" : "SET TRANSACTION READ ONLY");
                    try {
                        insert("a");
                    } finally {
                        if (isSqlite) {
                            say("PRAGMA query_only = OFF");
                        }
                    }
                }))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));

        database.transactions().run(() -> insert("b"));
        assertThat(keys()).containsExactly("b");
    }

    private void say(String sql) {
        database.jdbcTemplate().execute(sql);
    }

    @Test
    void seesItsOwnWritesInsideATransaction() {
        var seen = database.transactions().write(() -> {
            insert("a");
            return keys();
        });

        assertThat(seen).containsExactly("a");
    }

    @Test
    void showsNothingOfARowInItsErrors() {
        var insert = "INSERT INTO proof (y, amount, keyset_id, secret, c, state) VALUES (?, 1, '00', ?, ?, ?)";
        var key = new byte[] {1};

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.transactions()
                        .run(() -> database.jdbc()
                                .sql(insert)
                                .params(key, "treasure", key, "LOST")
                                .update()))
                .satisfies(error -> assertThat(Stream.iterate((Throwable) error, Objects::nonNull, Throwable::getCause))
                        .noneMatch(cause -> String.valueOf(cause.getMessage()).contains("treasure")));
    }

    @Test
    void refusesATransactionInATransaction() {
        var transactions = database.transactions();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> transactions.run(() -> transactions.run(() -> insert("a"))));
        assertThat(keys()).isEmpty();
    }

    @Test
    void knowsWhetherATransactionIsOpen() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(Transactions::requireOpen);
        Transactions.requireNone();
        database.transactions().run(Transactions::requireOpen);
    }

    @Test
    void namesADuplicateAlikeOnEveryEngine() {
        database.transactions().run(() -> insert("a"));

        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> database.transactions().run(() -> insert("a")))
                .satisfies(
                        error -> assertThat(database.dialect().failure(error)).isEqualTo(DatabaseFailure.REFUSED));
    }

    @Test
    void refusesAnAmountBelowZero() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.transactions()
                        .run(() -> database.jdbc()
                                .sql("INSERT INTO keyset_amounts (keyset_id, total_issued) VALUES ('00', -1)")
                                .update()));
    }

    @Test
    void writesFromManyThreadsOneAfterTheOther() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                var key = "k" + i;
                var _ = threads.submit(() -> database.transactions().run(() -> insert(key)));
            }
        }

        assertThat(keys()).hasSize(100);
    }

    @Test
    void triesAgainAfterADeadlock() {
        var tries = new AtomicInteger();

        database.transactions().run(() -> {
            insert("a");
            if (tries.incrementAndGet() == 1) {
                throw conflict();
            }
        });

        assertThat(tries).hasValue(2);
        assertThat(keys()).containsExactly("a");
    }

    @Test
    void saysUnavailableWhenItStaysBusy() {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> database.transactions().run(() -> {
                    throw conflict();
                }))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void findsSetsOfAnySizeWithOneText() {
        var point = Curve.preferred().hashToCurve(new byte[] {1});
        var other = Curve.preferred().hashToCurve(new byte[] {2});
        database.transactions()
                .run(() -> database.jdbc()
                        .sql(INSERT)
                        .params("a", point.compressed())
                        .update());
        var connections = database.dialect();

        var found = database.jdbc()
                .sql("SELECT count(*) FROM kv_store WHERE " + connections.isOneOfPoints("value", "?"))
                .param(connections.points(List.of(point, other)))
                .query(Long.class)
                .single();

        assertThat(found).isEqualTo(1);
        assertThat(countWithKeys(List.of("a", "\"b\\\n"))).isEqualTo(1);
        assertThat(countWithKeys(List.of())).isZero();
    }

    @Test
    void countsStatementsByName() {
        var executed = database.statementsOf(() -> database.transactions().run(() -> insert("a")));

        assertThat(executed).containsEntry("insert kv_store", 1L).containsEntry("commit", 1L);
    }

    @Test
    void goesByTheDatabasesClock() {
        var clock = database.clock();
        var first = clock.instant();
        clock.refresh();

        assertThat(clock.instant()).isBetween(first.minusSeconds(1), first.plusSeconds(60));
    }

    private long countWithKeys(List<String> keys) {
        var connections = database.dialect();
        return database.jdbc()
                .sql("SELECT count(*) FROM kv_store WHERE " + connections.isOneOfTexts("\"key\"", ":keys"))
                .param("keys", connections.texts(keys))
                .query(Long.class)
                .single();
    }

    private RuntimeException conflict() {
        var cause = database.dialect() instanceof SqliteDialect
                ? new java.sql.SQLException("busy", null, 5)
                : new java.sql.SQLException("deadlock", "40P01");
        return new DatabaseErrors(database.dialect()).translate("test", null, cause);
    }

    private void insert(String key) {
        database.jdbc().sql(INSERT).params(key, new byte[] {1}).update();
    }

    private List<String> keys() {
        return database.jdbc()
                .sql("SELECT \"key\" FROM kv_store ORDER BY \"key\"")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
