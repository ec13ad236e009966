package org.cobnut.mint.issue;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.cobnut.mint.payment.Receipt;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.payment.Money;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@OnBothDatabases
class CreditingTests {

    private final IssueWorld world;

    CreditingTests(TestDatabase database) {
        world = new IssueWorld(database);
    }

    @BeforeEach
    void start() {
        world.start();
        world.database.transactions().run(() -> {
            world.database.jdbc().sql("DELETE FROM parked_receipt").update();
        });
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Test
    void creditsAQuoteAndSaysSo() {
        var quote = world.quote(21);

        world.crediting.receive(world.receipt(quote, "p", 21));

        assertThat(world.stored(quote).amountPaid()).isEqualTo(21);
        assertThat(world.stored(quote).state()).isEqualTo(MintQuote.State.PAID);
        assertThat(world.stored(quote).updatedAt()).isGreaterThan(quote.updatedAt());
        assertThat(world.events).containsExactly(new MintQuoteChanged(quote.id()));
    }

    @Test
    void creditsAReceiptOnceHoweverOftenItIsTold() {
        var quote = world.quote(21);

        world.crediting.receive(world.receipt(quote, "p", 21));
        world.crediting.receive(world.receipt(quote, "p", 21));

        assertThat(world.stored(quote).amountPaid()).isEqualTo(21);
        assertThat(world.events).hasSize(1);
    }

    @Test
    void creditsAReceiptOnceWhateverTheProcessorIsCalled() {
        var quote = world.quote(21);
        var receipt = world.receipt(quote, "p", 21);
        var source = receipt.source();
        var renamed = new Receipt.Source("renamed", source.node(), source.unit(), source.method());

        world.crediting.receive(receipt);
        world.crediting.receive(new Receipt(renamed, receipt.lookupId(), "p", Money.sat(21)));

        assertThat(world.stored(quote).amountPaid()).isEqualTo(21);
    }

    @Test
    void creditsAllThatWasReceived() {
        var quote = world.quote(21);

        world.crediting.receive(world.receipt(quote, "p", 30));
        world.crediting.receive(world.receipt(quote, "q", 5));

        assertThat(world.stored(quote).amountPaid()).isEqualTo(35);
    }

    @Test
    void creditsOneQuoteOnManyThreadsAtOnce() throws Exception {
        var quote = world.quote(21);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> world.crediting.receive(world.receipt(quote, "p" + i % 4, 1))))
                    .toList()
                    .forEach(CreditingTests::finish);
        }

        assertThat(world.stored(quote).amountPaid()).isEqualTo(4);
        assertThat(world.stored(quote).updatedAt()).isGreaterThanOrEqualTo(quote.updatedAt() + 4);
    }

    @Test
    void keepsAReceiptUntilItsQuoteIsThere() {
        var early = world.quote(21);
        var unknown = new Receipt(world.receipt(early, "p", 21).source(), "ab".repeat(32), "p", Money.sat(21));

        world.crediting.receive(unknown);
        world.crediting.receive(unknown);

        assertThat(world.parkedReasons()).containsExactly("no such request");
        world.database
                .transactions()
                .run(() -> world.database
                        .jdbc()
                        .sql("UPDATE mint_quote SET request_lookup_id = :lookup WHERE id = :id")
                        .param("lookup", "ab".repeat(32))
                        .param("id", early.id())
                        .update());
        world.crediting.matchParked();

        assertThat(world.stored(early).amountPaid()).isEqualTo(21);
        assertThat(world.parkedReasons()).isEmpty();
    }

    @Test
    void matchesAReceiptByItsRequest() {
        var quote = world.quote(21);
        var receipt = world.receipt(quote, "p", 21);
        world.database.transactions().run(() -> world.receipts.park(receipt, "no such request", 0));

        world.crediting.match(receipt.lookupId());

        assertThat(world.stored(quote).amountPaid()).isEqualTo(21);
        assertThat(world.parkedReasons()).isEmpty();
    }

    @Test
    void creditsNothingThatIsAnotherUnitsMethodsOrNodes() {
        var quote = world.quote(21);
        var receipt = world.receipt(quote, "p", 21);
        var node = receipt.source().node();
        var usd = new Receipt.Source("main", node, "usd", PaymentMethod.BOLT11);
        var bolt12 = new Receipt.Source("main", node, "sat", PaymentMethod.BOLT12);
        var other = new Receipt.Source("main", new NodeId("other"), "sat", PaymentMethod.BOLT11);

        world.crediting.receive(new Receipt(usd, receipt.lookupId(), "p1", new Money(21, "usd")));
        world.crediting.receive(new Receipt(bolt12, receipt.lookupId(), "p2", Money.sat(21)));
        world.crediting.receive(new Receipt(other, receipt.lookupId(), "p3", Money.sat(21)));
        world.crediting.matchParked();

        assertThat(world.stored(quote).amountPaid()).isZero();
        assertThat(world.parkedReasons())
                .containsExactly(
                        "the request is in another unit",
                        "the request is of another method",
                        "the request is another node's");
        assertThat(world.events).isEmpty();
    }

    @Test
    void keepsWhatIsTooMuchToCount() {
        var quote = world.quote(21);
        world.crediting.receive(world.receipt(quote, "p", 1));

        world.crediting.receive(world.receipt(quote, "q", Long.MAX_VALUE));

        assertThat(world.stored(quote).amountPaid()).isEqualTo(1);
        assertThat(world.parkedReasons()).containsExactly("more than can be counted");
    }

    @Test
    void letsWhatCannotBeCreditedStandInNobodysWay() {
        var quote = world.quote(21);
        world.crediting.receive(world.receipt(quote, "first", 1));
        for (int i = 0; i < 100; i++) {
            world.crediting.receive(world.receipt(quote, "nothing " + i, 0));
            world.crediting.receive(world.receipt(quote, "too much " + i, Long.MAX_VALUE));
        }
        world.database
                .transactions()
                .run(() -> world.receipts.park(world.receipt(quote, "good", 20), "no such request", 0));

        world.crediting.matchParked();

        assertThat(world.stored(quote).amountPaid()).isEqualTo(21);
        assertThat(world.parkedReasons()).hasSize(200);
    }

    @Test
    void neverCountsAnAmountInAnotherUnitThanItCameIn() {
        var quote = world.quote(21);
        var source = world.receipt(quote, "p", 21).source();
        var lookup = String.valueOf(quote.requestLookupId());

        world.crediting.receive(new Receipt(source, lookup, "p", Money.msat(21_000)));
        world.crediting.matchParked();
        world.crediting.match(lookup);

        assertThat(world.stored(quote).amountPaid()).isZero();
        assertThat(world.parkedReasons()).containsExactly("the request is in another unit");
    }

    @Test
    void keepsTheReceiptsOfEachNodeAndUnit() {
        var receipt = world.receipt(world.quote(21), "p", 21);
        var node = receipt.source().node();
        var usd = new Receipt.Source("main", node, "usd", PaymentMethod.BOLT11);
        var other = new Receipt.Source("main", new NodeId("other"), "sat", PaymentMethod.BOLT11);

        for (var source : List.of(usd, other, receipt.source())) {
            world.crediting.receive(new Receipt(source, "cd".repeat(32), "p", new Money(21, source.unit())));
        }

        assertThat(world.parkedReasons()).hasSize(3);
    }

    @Test
    void takesOverWhatTheVersionBeforeHasParked() {
        var quote = world.quote(21);
        world.database
                .transactions()
                .run(() -> world.database
                        .jdbc()
                        .sql(
                                "INSERT INTO unmatched_receipt (processor, node_id, unit, payment_method, request_lookup_id,"
                                        + " payment_id, amount, received_time, reason)"
                                        + " VALUES ('main', :node, 'sat', 'bolt11', :lookup, 'p', 21, 0, 'no such request')")
                        .param("node", world.fake().node().value())
                        .param("lookup", quote.requestLookupId())
                        .update());

        world.crediting.matchParked();

        assertThat(world.stored(quote).amountPaid()).isEqualTo(21);
        assertThat(world.receipts.hasOld()).isFalse();
    }

    @Test
    void keepsWhatCouldNotBeRead() {
        var source = world.receipt(world.quote(2), "p", 2).source();

        world.crediting.keepUnreadable(source, "7");
        world.crediting.keepUnreadable(source, "7");
        world.crediting.keepUnreadable(source, "8");

        assertThat(world.parkedReasons()).containsExactly("cannot be read", "cannot be read");
    }

    private static void finish(java.util.concurrent.Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
