package org.cobnut.mint.issue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.keyset.TestKeysets;
import org.cobnut.mint.payment.CheckThrottle;
import org.cobnut.mint.payment.FakeWorld;
import org.cobnut.mint.payment.Receipt;
import org.cobnut.mint.payment.StatusQueries;
import org.cobnut.mint.replica.TestReplicas;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.fake.FakePaymentProcessor;
import org.cobnut.payment.fake.ReceiptMode;

/// This feature on a database of a test, with fake processors that nobody pays unless a test does.
final class IssueWorld {

    final TestDatabase database;
    final FakeWorld payments = new FakeWorld();
    final List<Object> events = new CopyOnWriteArrayList<>();
    final MintQuotes quotes;
    final Receipts receipts;
    final Crediting crediting;
    final MintQuoting quoting;
    final MintQuoteBook book;
    final OwnInvoices ownInvoices;
    final MintQuotePruning pruning;
    final StatusQueries statusQueries = new StatusQueries(Duration.ofSeconds(30), 64);

    IssueWorld(TestDatabase database) {
        this(database, Duration.ZERO);
    }

    IssueWorld(TestDatabase database, Duration checkInterval) {
        this.database = database;
        var clock = database.clock();
        var replica = TestReplicas.only(database);
        var settings = new IssueSettings(Duration.ofHours(1), checkInterval, Duration.ofDays(30), 100, 100);
        quotes = database.repository(MintQuotes.class);
        receipts = new Receipts(database.jdbc(), database.dialect());
        crediting = new Crediting(quotes, receipts, database.transactions(), replica, clock, events::add);
        quoting = new MintQuoting(
                payments.processors(),
                TestKeysets.of(database, "sat"),
                database.aggregates(),
                crediting,
                database.transactions(),
                new QuoteIds(clock),
                settings,
                clock);
        book = new MintQuoteBook(
                quotes,
                payments.processors(),
                crediting,
                new CheckThrottle(database.jdbc(), database.dialect(), database.transactions(), clock),
                statusQueries,
                settings);
        pruning = new MintQuotePruning(
                database.jdbc(), database.dialect(), TestReplicas.pruning(database, replica), settings, clock);
        ownInvoices = new OwnInvoices(quotes, receipts, clock, events::add);
        payments.fake("sat").switchReceipts(ReceiptMode.UNPAID);
        payments.fake("usd").switchReceipts(ReceiptMode.UNPAID);
    }

    void start() {
        payments.fake("sat").start(_ -> {});
        payments.fake("usd").start(_ -> {});
    }

    void stop() {
        payments.fake("sat").stop();
        payments.fake("usd").stop();
    }

    FakePaymentProcessor fake() {
        return payments.fake("sat");
    }

    MintQuote quote(long amount) {
        return quoting.quote(PaymentMethod.BOLT11, new MintQuoteRequest(Amount.of(amount), Unit.SAT, null, null));
    }

    MintQuote stored(MintQuote quote) {
        return quotes.findById(quote.id()).orElseThrow();
    }

    /// What the processor would report of a payment of the quote's request.
    Receipt receipt(MintQuote quote, String paymentId, long amount) {
        var source = new Receipt.Source("main", fake().node(), "sat", PaymentMethod.BOLT11);
        return new Receipt(source, String.valueOf(quote.requestLookupId()), paymentId, Money.sat(amount));
    }

    List<String> parkedReasons() {
        return database.jdbc()
                .sql("SELECT reason FROM parked_receipt ORDER BY id")
                .query((row, _) -> row.getString("reason"))
                .list();
    }
}
