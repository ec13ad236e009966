package org.cobnut.mint.issue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.QuoteDebit;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@OnBothDatabases
class QuoteIssuanceTests {

    private static final Instant NOW = Instant.ofEpochSecond(2_000_000_000);

    private final TestDatabase database;
    private final IssueWorld world;
    private final QuoteIssuance issuance;

    QuoteIssuanceTests(TestDatabase database) {
        this.database = database;
        this.world = new IssueWorld(database);
        this.issuance = new QuoteIssuance(world.quotes, new JdbcTemplate(database.dataSource()), database.dialect());
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
    void drawsOnQuotesUpToWhatWasPaid() {
        var one = paid(10);
        var two = paid(20);

        assertThat(claim(draw(one, 10), draw(two, 5))).isEmpty();

        assertThat(world.stored(one).state()).isEqualTo(MintQuote.State.ISSUED);
        assertThat(world.stored(two).mintable()).isEqualTo(Amount.of(15));
        assertThat(world.stored(two).updatedAt()).isGreaterThanOrEqualTo(NOW.getEpochSecond());
        assertThat(claim(draw(two, 15))).isEmpty();
        assertThat(world.stored(two).mintable()).isEqualTo(Amount.ZERO);
    }

    @Test
    void namesTheQuotesThatYieldLess() {
        var enough = paid(10);
        var little = paid(10);
        var unpaid = world.quote(10);

        var refused = claim(draw(enough, 10), draw(little, 11), draw(unpaid, 1), draw("unknown", 1));

        assertThat(refused).containsExactlyInAnyOrder(little.id(), unpaid.id(), "unknown");
    }

    @Test
    void raisesTheTimeOfTheUpdateEvenWithinASecond() {
        var quote = paid(10);

        claim(draw(quote, 1));
        long first = world.stored(quote).updatedAt();
        claim(draw(quote, 1));

        assertThat(world.stored(quote).updatedAt()).isEqualTo(first + 1);
    }

    @Test
    void remembersWhichOperationDrewOnWhat() {
        var one = paid(10);
        var two = paid(10);
        var operation = operation();
        database.transactions()
                .run(() -> issuance.record(
                        List.of(
                                new QuoteDebit(operation, one.id(), Amount.of(3)),
                                new QuoteDebit(operation, two.id(), Amount.ONE)),
                        NOW));

        assertThat(issuance.hasDebited(operation.toString(), Set.of(one.id(), two.id())))
                .isTrue();
        assertThat(issuance.hasDebited(operation.toString(), Set.of(one.id()))).isTrue();
        assertThat(issuance.hasDebited(operation().toString(), Set.of(one.id())))
                .isFalse();
        assertThat(issuance.hasDebited(operation.toString(), Set.of(one.id(), "unknown")))
                .isFalse();
    }

    @Test
    void saysWhyAQuoteDoesNotYield() {
        var issued = paid(10);
        claim(draw(issued, 10));
        var part = paid(10);

        assertThat(issuance.refusal(draw("unknown", 1)).code()).isEqualTo(ErrorCode.QUOTE_UNKNOWN);
        assertThat(issuance.refusal(draw(world.quote(10), 1)).code()).isEqualTo(ErrorCode.QUOTE_NOT_PAID);
        assertThat(issuance.refusal(draw(issued, 1)).code()).isEqualTo(ErrorCode.QUOTE_ISSUED);
        assertThat(issuance.refusal(draw(part, 11)).code()).isEqualTo(ErrorCode.UNBALANCED);
    }

    @Test
    void worksInATransactionOnly() {
        assertThatIllegalStateException().isThrownBy(() -> issuance.claim(List.of(), NOW));
        assertThatIllegalStateException().isThrownBy(() -> issuance.record(List.of(), NOW));
    }

    private Set<String> claim(QuoteDebit... debits) {
        return database.transactions().write(() -> issuance.claim(List.of(debits), NOW));
    }

    private MintQuote paid(long amount) {
        var quote = world.quote(amount);
        world.crediting.receive(world.receipt(quote, "p", amount));
        return quote;
    }

    private static QuoteDebit draw(MintQuote quote, long amount) {
        return draw(quote.id(), amount);
    }

    private static QuoteDebit draw(String quoteId, long amount) {
        return new QuoteDebit(operation(), quoteId, Amount.of(amount));
    }

    private static OperationId operation() {
        return new OperationId(UUID.randomUUID());
    }
}
