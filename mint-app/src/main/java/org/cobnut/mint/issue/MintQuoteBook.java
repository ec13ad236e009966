package org.cobnut.mint.issue;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.payment.CheckThrottle;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Receipt;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.payment.StatusQueries;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.PaymentMethod;
import org.springframework.stereotype.Component;

/// The mint quotes there are, as fresh as wallets may expect: a quote that might have been paid meanwhile is
/// asked about at its processor, at most once per interval over all replicas.
@Component
public class MintQuoteBook {

    private static final CheckThrottle.Rows QUOTES = CheckThrottle.Rows.ofQuotes("mint_quote");

    private final MintQuotes quotes;
    private final Processors processors;
    private final Crediting crediting;
    private final CheckThrottle throttle;
    private final StatusQueries statusQueries;
    private final IssueSettings settings;

    MintQuoteBook(
            MintQuotes quotes,
            Processors processors,
            Crediting crediting,
            CheckThrottle throttle,
            StatusQueries statusQueries,
            IssueSettings settings) {
        this.quotes = quotes;
        this.processors = processors;
        this.crediting = crediting;
        this.throttle = throttle;
        this.statusQueries = statusQueries;
        this.settings = settings;
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

    /// Asks the processors about those quotes that wait for money, except where somebody did within the interval.
    public void refresh(Collection<String> ids) {
        if (!ids.isEmpty()) {
            ask(quotes.findByIdIn(ids));
        }
    }

    /// Quotes, asked about if need be, in the order of `ids`. However many there are, each table is read at most twice.
    ///
    /// @param method the quotes': an id is known to the endpoints of its own method alone
    /// @param ids each once
    /// @throws CashuException with QUOTE_UNKNOWN
    List<MintQuote> fresh(PaymentMethod method, List<String> ids) {
        var found = known(method, ids);
        return ask(found) ? known(method, ids) : found;
    }

    private List<MintQuote> known(PaymentMethod method, List<String> ids) {
        var found = quotes.findByIdIn(ids).stream()
                .filter(quote -> quote.method().equals(method))
                .collect(Collectors.toMap(MintQuote::id, Function.identity()));
        if (found.size() < ids.size()) {
            throw new CashuException(ErrorCode.QUOTE_UNKNOWN);
        }
        return ids.stream().map(id -> Objects.requireNonNull(found.get(id))).toList();
    }

    /// @return whether something has arrived
    private boolean ask(List<MintQuote> about) {
        var interval = settings.checkInterval();
        var due = about.stream()
                .filter(quote -> !isDone(quote) && throttle.isDue(quote.lastChecked(), interval))
                .toList();
        var taken = throttle.take(QUOTES, due.stream().map(MintQuote::id).toList(), interval);
        var hasArrived = new AtomicBoolean();
        statusQueries.run(due.stream()
                .filter(quote -> taken.contains(quote.id()))
                .<Runnable>map(quote -> () -> ask(quote, hasArrived))
                .toList());
        return hasArrived.get();
    }

    private void ask(MintQuote quote, AtomicBoolean hasArrived) {
        var lookup = quote.lookup();
        var route = route(quote);
        if (lookup == null || route.isEmpty()) {
            return;
        }
        for (var payment : route.get().incomingPayments(lookup).orElse(List.of())) {
            crediting.receive(receipt(route.get(), lookup, payment));
            hasArrived.set(true);
        }
    }

    /// An invoice is paid once; what else arrives for it comes as an event.
    private static boolean isDone(MintQuote quote) {
        return quote.method().equals(PaymentMethod.BOLT11) && quote.amountPaid() > 0;
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
