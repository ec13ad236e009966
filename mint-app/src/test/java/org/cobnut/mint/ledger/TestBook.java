package org.cobnut.mint.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Dleq;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.mint.store.PostgresDialect;
import org.cobnut.mint.store.SqliteDialect;
import org.cobnut.mint.store.TestDatabase;

/// The book on a test's database, with operations whose points are real and whose signatures are not: nothing verifies
/// them here.
public class TestBook {

    public static final KeysetId KEYSET = KeysetId.parse("0088553333aabbcc");
    public static final KeysetId OTHER_KEYSET = KeysetId.parse("00ad268c4d1f5826");

    private static final long FUNDS = 1_000_000_000;
    private static final Curve CURVE = Curve.preferred();
    private static final AtomicLong COUNTER = new AtomicLong(System.nanoTime());

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    public final TestDatabase database;
    public final TestIssuance issuance;
    public final BookReader book;
    public final BookWriter writer;
    final ReservedRows rows;
    public final Replays replays;
    public final List<Object> events = new CopyOnWriteArrayList<>();
    public final BlockingQueue<KeysetId> closed = new LinkedBlockingQueue<>();
    public final OverRedemptionGuard overRedemption;
    public final Reservations reservations;

    public TestBook(TestDatabase database) {
        this.database = database;
        this.clock = database.clock();
        this.issuance = new TestIssuance(database);
        this.book = new BookReader(database.jdbc(), database.dialect());
        this.writer = switch (database.dialect()) {
            case PostgresDialect _ -> new PostgresBookWriter(database.jdbcTemplate());
            case SqliteDialect _ ->
                new SqliteBookWriter(
                        database.dataSource(), database.jdbcTemplate().getExceptionTranslator());
        };
        this.rows = new ReservedRows(database.jdbc(), database.dialect(), clock);
        this.replays = new Replays(book, issuance);
        this.overRedemption = new OverRedemptionGuard(database.jdbc(), closed::add);
        this.reservations = new Reservations(rows, writer, book, overRedemption, clock, events::add);
        database.transactions().run(() -> empty(database));
    }

    /// An id for an operation that is about to begin.
    public OperationId newOperation() {
        return OperationId.at(clock.instant(), random);
    }

    /// A ledger over this book.
    protected Ledger ledger(Committer committer) {
        return new Ledger(committer, book, clock, random, events::add);
    }

    /// Stores the signatures of a swap that is reserved, as another mint may have done.
    public void sign(OperationId swap, List<SignedOutput> outputs) {
        database.transactions().run(() -> rows.sign(Reservation.ofSwap(swap), outputs));
    }

    /// A proof of `amount` that nobody has seen.
    public static Input input(KeysetId keyset, long amount) {
        var secret = "secret " + COUNTER.incrementAndGet();
        var y = CURVE.hashToCurve(secret.getBytes(StandardCharsets.UTF_8));
        return new Input(y, new Proof(Amount.of(amount), keyset, secret, y, null, null));
    }

    public static SignedOutput output(KeysetId keyset, long amount) {
        return new SignedOutput(point(), new BlindSignature(Amount.of(amount), keyset, point(), dleq()));
    }

    public static Point point() {
        return CURVE.hashToCurve(Long.toString(COUNTER.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
    }

    public static BlindedMessage message(SignedOutput output) {
        var signature = output.signature();
        return new BlindedMessage(signature.amount(), signature.keysetId(), output.blindedSecret());
    }

    public Operation swap(List<Input> inputs, List<SignedOutput> outputs) {
        return new Operation(
                newOperation(), OperationKind.SWAP, inputs, Map.of(KEYSET, Amount.ONE), outputs, List.of());
    }

    /// A swap of one new proof of 3 for two outputs and a fee of 1.
    public Operation swap() {
        return swap(List.of(input(KEYSET, 4)), List.of(output(KEYSET, 2), output(KEYSET, 1)));
    }

    public Operation mint(String quoteId, List<SignedOutput> outputs) {
        var id = newOperation();
        var sum = Amount.sum(
                outputs.stream().map(output -> output.signature().amount()).toList());
        return new Operation(
                id, OperationKind.MINT, List.of(), Map.of(), outputs, List.of(new QuoteDebit(id, quoteId, sum)));
    }

    public long count(String table) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    /// The sums of [#KEYSET] as they are, and as its rows make them.
    public List<Long> sums() {
        return numbers("""
                SELECT total_issued, total_redeemed, fee_collected, total_reserved FROM keyset_amounts WHERE keyset_id = ?
                """);
    }

    public List<Long> sumsByRows() {
        return numbers("""
                SELECT %d + (SELECT COALESCE(SUM(amount), 0) FROM blind_signature WHERE keyset_id = k.keyset_id
                                                                                  AND c IS NOT NULL),
                       (SELECT COALESCE(SUM(amount), 0) FROM proof WHERE keyset_id = k.keyset_id AND state = 'SPENT'),
                       (SELECT COALESCE(SUM(fee_collected), 0) FROM completed_operations),
                       (SELECT COALESCE(SUM(amount), 0) FROM proof WHERE keyset_id = k.keyset_id AND state = 'PENDING')
                FROM keyset_amounts AS k WHERE keyset_id = ?
                """.formatted(FUNDS));
    }

    private List<Long> numbers(String sql) {
        return database.jdbc()
                .sql(sql)
                .param(KEYSET.hex())
                .query((row, _) -> {
                    var numbers = new ArrayList<Long>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        numbers.add(row.getLong(i));
                    }
                    return numbers;
                })
                .single();
    }

    private static void empty(TestDatabase database) {
        for (var table : List.of(
                "proof",
                "blind_signature",
                "completed_operations",
                "keyset_amounts",
                "saga_state",
                "melt_request",
                "melt_quote",
                "mint_quote_issued",
                "mint_quote")) {
            database.jdbc().sql("DELETE FROM " + table).update();
        }
        for (var keyset : List.of(KEYSET, OTHER_KEYSET)) {
            database.jdbc()
                    .sql("INSERT INTO keyset_amounts (keyset_id, total_issued) VALUES (?, ?)")
                    .params(keyset.hex(), keyset.equals(KEYSET) ? FUNDS : 0)
                    .update();
        }
    }

    private static Dleq dleq() {
        return new Dleq(Scalar.of("01".repeat(32)), Scalar.of("02".repeat(32)));
    }
}
