package org.cobnut.mint.issue;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Receipt;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.PaymentMethod;
import org.springframework.stereotype.Component;

/// The mint quotes there are, as fresh as wallets may expect: a quote that might have been paid meanwhile is asked
/// about
/// at its processor, at most once per interval over all replicas.
@Component
public class MintQuoteBook {

    private final MintQuotes quotes;
    private final Processors processors;
    private final Crediting crediting;
    private final Transactions transactions;
    private final IssueSettings settings;
    private final Clock clock;

    MintQuoteBook(
            MintQuotes quotes,
            Processors processors,
            Crediting crediting,
            Transactions transactions,
            IssueSettings settings,
            Clock clock) {
        this.quotes = quotes;
        this.processors = processors;
        this.crediting = crediting;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /// The quotes of a method among `ids` as they are in the database, in any order; unknown ids are left out.
    public List<MintQuoteAnswer> answers(PaymentMethod method, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : quotes.findByIdIn(ids).stream()
                        .filter(quote -> quote.method().equals(method))
                        .map(MintQuoteAnswer::of)
                        .toList();
    }

    /// Asks the processor about a quote that is waiting for money, unless somebody did within the interval.
    public void refresh(String id) {
        quotes.findById(id).ifPresent(this::refresh);
    }

    /// A quote, asked about if need be.
    ///
    /// @param method the quote's: an id is known to the endpoints of its own method alone
    /// @throws CashuException with QUOTE_UNKNOWN
    MintQuote fresh(PaymentMethod method, String id) {
        var quote = known(method, id);
        return refresh(quote) ? known(method, id) : quote;
    }

    private MintQuote known(PaymentMethod method, String id) {
        return quotes.findById(id)
                .filter(quote -> quote.method().equals(method))
                .orElseThrow(() -> new CashuException(ErrorCode.QUOTE_UNKNOWN));
    }

    /// @return whether the processor was asked and something has arrived
    private boolean refresh(MintQuote quote) {
        var lookup = quote.lookup();
        if (lookup == null || isDone(quote) || !takesTurn(quote)) {
            return false;
        }
        var route = route(quote);
        var payments = route.flatMap(found -> found.incomingPayments(lookup)).orElse(List.of());
        payments.forEach(payment -> crediting.receive(receipt(route.orElseThrow(), lookup, payment)));
        return !payments.isEmpty();
    }

    /// An invoice is paid once; what else arrives for it comes as an event.
    private static boolean isDone(MintQuote quote) {
        return quote.method().equals(PaymentMethod.BOLT11) && quote.amountPaid() > 0;
    }

    private boolean takesTurn(MintQuote quote) {
        long now = clock.instant().getEpochSecond();
        long before = now - settings.checkInterval().toSeconds();
        if (quote.lastChecked() > before) {
            return false;
        }
        return transactions.write(() -> quotes.takeTurn(quote.id(), now, before)) == 1;
    }

    private Optional<Route> route(MintQuote quote) {
        var node = quote.node();
        return node == null
                ? processors.routes().stream()
                        .filter(route -> route.unit().equals(quote.unit())
                                && route.method().equals(quote.method()))
                        .findFirst()
                : processors.of(node, quote.unit(), quote.method());
    }

    private static Receipt receipt(Route route, LookupId lookup, IncomingPayment payment) {
        var source = new Receipt.Source(route.name(), route.node(), route.unit(), route.method());
        return new Receipt(source, lookup.value(), payment.paymentId(), payment.amount());
    }
}
