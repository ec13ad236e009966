package org.cobnut.mint.issue;

import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@OnBothDatabases
class MintQuotePruningTests {

    private final IssueWorld world;

    MintQuotePruningTests(TestDatabase database) {
        world = new IssueWorld(database);
    }

    @BeforeEach
    void start() {
        world.start();
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Test
    void forgetsWhatNobodyHasPaidForLongAfterItsExpiry() {
        var quote = expiredFor(31);

        world.pruning.prune();

        assertThat(world.quotes.findById(quote.id())).isEmpty();
        world.crediting.receive(world.receipt(quote, quote.id(), 21));
        assertThat(world.receipts.parked(String.valueOf(quote.requestLookupId())))
                .hasSize(1);
    }

    @Test
    void keepsWhatWasPaidOrMayStillBe() {
        var paid = expiredFor(31);
        world.crediting.receive(world.receipt(paid, "p", 21));
        var recent = expiredFor(29);
        var open = world.quote(21);

        world.pruning.prune();

        assertThat(world.stored(paid).amountPaid()).isEqualTo(21);
        assertThat(world.stored(recent).amountPaid()).isZero();
        assertThat(world.stored(open).amountPaid()).isZero();
    }

    @Test
    void keepsWhatAReceiptIsParkedFor() {
        var quote = expiredFor(31);
        world.database.transactions().run(() -> world.receipts.park(world.receipt(quote, "p", 0), "nothing", 0));

        world.pruning.prune();

        assertThat(world.quotes.findById(quote.id())).isPresent();
    }

    @Test
    void forgetsMoreThanOneBatch() {
        var expiry = world.database
                .clock()
                .instant()
                .minus(java.time.Duration.ofDays(40))
                .getEpochSecond();
        world.database.transactions().run(() -> {
            for (int i = 0; i < 1100; i++) {
                world.database
                        .jdbc()
                        .sql("INSERT INTO mint_quote (id, unit, request, expiry) VALUES (?, 'sat', ?, ?)")
                        .params("old-" + i, "old-" + i, expiry)
                        .update();
            }
        });

        world.pruning.prune();

        assertThat(world.database
                        .jdbc()
                        .sql("SELECT count(*) FROM mint_quote WHERE id LIKE 'old-%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private MintQuote expiredFor(int days) {
        var quote = world.quote(21);
        world.database
                .transactions()
                .run(() -> world.database
                        .jdbc()
                        .sql("UPDATE mint_quote SET expiry = ? WHERE id = ?")
                        .params(
                                world.database
                                        .clock()
                                        .instant()
                                        .minus(java.time.Duration.ofDays(days))
                                        .getEpochSecond(),
                                quote.id())
                        .update());
        return quote;
    }
}
