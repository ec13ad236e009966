package org.cobnut.mint.issue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.payment.PaymentMethod.BOLT11;

@OnBothDatabases
class MintQuotingTests {

    private static final String KEY = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    private final TestDatabase database;
    private final IssueWorld world;

    MintQuotingTests(TestDatabase database) {
        this.database = database;
        this.world = new IssueWorld(database);
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
    void quotesAnInvoiceOverTheAmount() {
        var quote = world.quoting.quote(BOLT11, new MintQuoteRequest(Amount.of(21), Unit.SAT, "tea", KEY));

        var invoice = Bolt11Invoice.parse(quote.request());
        assertThat(invoice.amount()).isEqualTo(Money.msat(21_000));
        assertThat(invoice.description()).isEqualTo("tea");
        assertThat(quote.expiry()).isEqualTo(invoice.expiresAt().getEpochSecond());
        assertThat(quote.pubkey()).isEqualTo(KEY);
        assertThat(quote.nodeId()).isEqualTo(world.fake().node().value());
        assertThat(world.stored(quote)).isEqualTo(quote);
    }

    @Test
    void refusesWhatNobodyServes() {
        refuses(ErrorCode.UNIT_UNSUPPORTED, BOLT11, new MintQuoteRequest(Amount.of(21), new Unit("gold"), null, null));
        refuses(ErrorCode.UNSUPPORTED, PaymentMethod.BOLT12, request(21, null, null));
    }

    @Test
    void refusesAUnitThatHasAProcessorButNoKeyset() {
        refuses(ErrorCode.UNIT_UNSUPPORTED, BOLT11, new MintQuoteRequest(Amount.of(21), new Unit("usd"), null, null));
    }

    @Test
    void refusesAmountsOutsideOfTheLimits() {
        refuses(ErrorCode.AMOUNT_OUT_OF_RANGE, BOLT11, request(0, null, null));
        refuses(ErrorCode.AMOUNT_OUT_OF_RANGE, BOLT11, request(1, null, null));
        refuses(ErrorCode.AMOUNT_OUT_OF_RANGE, BOLT11, request(1001, null, null));
        refuses(ErrorCode.AMOUNT_OUT_OF_RANGE, BOLT11, request(-1, null, null));
        refuses(ErrorCode.MALFORMED_REQUEST, BOLT11, new MintQuoteRequest(null, Unit.SAT, null, null));
    }

    @Test
    void refusesALongDescription() {
        refuses(ErrorCode.UNSUPPORTED, BOLT11, request(21, "é".repeat(51), null));
    }

    @Test
    void refusesAKeyThatIsNone() {
        refuses(ErrorCode.PUBKEY_REQUIRED, BOLT11, request(21, null, "00".repeat(33)));
        refuses(ErrorCode.PUBKEY_REQUIRED, BOLT11, request(21, null, "x"));
    }

    @Test
    void refusesWhileTheProcessorIsAway() {
        world.fake().switchDown(true);

        refuses(ErrorCode.UNAVAILABLE, BOLT11, request(21, null, null));
    }

    @Test
    void asksTheProcessorAboutAnUnpaidQuote() {
        var quote = world.quote(21);
        assertThat(fresh(world, quote).amountPaid()).isZero();

        pay(quote, 21);

        assertThat(fresh(world, quote).amountPaid()).isEqualTo(21);
        assertThat(world.book.answers(BOLT11, List.of(quote.id(), "unknown")))
                .containsExactly(MintQuoteAnswer.of(world.stored(quote)));
    }

    @Test
    void asksOncePerInterval() {
        var rarely = new IssueWorld(database, Duration.ofHours(1));
        rarely.start();
        var quote = rarely.quote(21);
        rarely.fake().receive(payment(quote, 21));

        assertThat(fresh(rarely, quote).amountPaid()).isZero();
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE mint_quote SET last_checked = 0 WHERE id = :id")
                        .param("id", quote.id())
                        .update());

        assertThat(fresh(rarely, quote).amountPaid()).isEqualTo(21);
        rarely.stop();
    }

    @Test
    void showsAQuoteThoughTheProcessorIsAway() {
        var quote = world.quote(21);
        world.fake().switchDown(true);

        assertThat(fresh(world, quote).state()).isEqualTo(MintQuote.State.UNPAID);
        world.fake().switchDown(false);
    }

    @Test
    void knowsAQuoteAtItsOwnMethodAlone() {
        var quote = world.quote(21);

        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> world.book.fresh(PaymentMethod.BOLT12, List.of(quote.id())))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.QUOTE_UNKNOWN));
        assertThat(world.book.answers(PaymentMethod.BOLT12, List.of(quote.id())))
                .isEmpty();
    }

    @Test
    void letsAMeltPayItsOwnInvoiceOnce() {
        var quote = world.quote(21);
        var own = world.ownInvoices.find(quote.request()).orElseThrow();
        assertThat(own).isEqualTo(new OwnInvoices.OwnInvoice(quote.id(), BOLT11, Unit.SAT, Amount.of(21), false, true));

        assertThat(payFromMelt(quote, "melt-1")).isTrue();
        assertThat(payFromMelt(quote, "melt-2")).isFalse();

        assertThat(world.stored(quote).amountPaid()).isEqualTo(21);
        assertThat(world.ownInvoices.find(quote.request()).orElseThrow().isOpen())
                .isFalse();
    }

    @Test
    void letsNoMeltPayAnExpiredInvoice() {
        var quote = world.quote(21);
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE mint_quote SET expiry = 1 WHERE id = :id")
                        .param("id", quote.id())
                        .update());

        assertThat(payFromMelt(quote, "melt-3")).isFalse();
        assertThat(world.ownInvoices.find(quote.request()).orElseThrow().isOpen())
                .isFalse();
    }

    @Test
    void asksAboutManyQuotesWithFewStatements() {
        var quotes = Stream.generate(() -> world.quote(21)).limit(20).toList();
        quotes.stream().limit(5).forEach(quote -> pay(quote, 21));
        var ids = quotes.stream().map(MintQuote::id).toList();

        var statements = database.statementsOf(() -> {
            var fresh = world.book.fresh(BOLT11, ids);
            assertThat(fresh).extracting(MintQuote::id).isEqualTo(ids);
            assertThat(fresh).filteredOn(quote -> quote.amountPaid() == 21).hasSize(5);
        });

        assertThat(statements.get("insert mint_quote_payments")).isEqualTo(5);
        assertThat(statements.get("update mint_quote")).isEqualTo(1 + 5);
        assertThat(statements.get("select mint_quote")).isEqualTo(2 + 2 * 5);
    }

    @Test
    void asksTheDatabaseNothingAboutNoQuotes() {
        var statements = database.statementsOf(() -> {
            world.book.refresh(List.of());
            assertThat(world.book.answers(BOLT11, List.of())).isEmpty();
        });

        assertThat(statements).isEmpty();
    }

    private static MintQuote fresh(IssueWorld where, MintQuote quote) {
        return where.book.fresh(BOLT11, List.of(quote.id())).getFirst();
    }

    private boolean payFromMelt(MintQuote quote, String melt) {
        return database.transactions().write(() -> world.ownInvoices.pay(quote.id(), melt, Amount.of(21)));
    }

    private void pay(MintQuote quote, long amount) {
        world.fake().receive(payment(quote, amount));
    }

    private static IncomingPayment payment(MintQuote quote, long amount) {
        var lookup = quote.lookup();
        assertThat(lookup).isNotNull();
        return new IncomingPayment(lookup, lookup.value(), Money.sat(amount));
    }

    private static MintQuoteRequest request(long amount, @Nullable String description, @Nullable String pubkey) {
        return new MintQuoteRequest(new Amount(amount), Unit.SAT, description, pubkey);
    }

    private void refuses(ErrorCode code, PaymentMethod method, MintQuoteRequest request) {
        ThrowingCallable call = () -> world.quoting.quote(method, request);
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
