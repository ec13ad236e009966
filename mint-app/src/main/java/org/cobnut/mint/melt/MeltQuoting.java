package org.cobnut.mint.melt;

import java.time.Clock;
import java.time.Instant;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.issue.OwnInvoices;
import org.cobnut.mint.issue.QuoteIds;
import org.cobnut.mint.payment.AmountLimits;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.MethodSettings;
import org.cobnut.payment.Money;
import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.OutgoingQuote;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// NUT-05: says what it costs to have something paid. Nothing is reserved or moved for a quote.
@Component
class MeltQuoting {

    private static final Logger log = LoggerFactory.getLogger(MeltQuoting.class);

    private final Processors processors;
    private final OwnInvoices ownInvoices;
    private final MeltQuotes quotes;
    private final Transactions transactions;
    private final QuoteIds ids;
    private final MeltSettings settings;
    private final Clock clock;

    MeltQuoting(
            Processors processors,
            OwnInvoices ownInvoices,
            MeltQuotes quotes,
            Transactions transactions,
            QuoteIds ids,
            MeltSettings settings,
            Clock clock) {
        this.processors = processors;
        this.ownInvoices = ownInvoices;
        this.quotes = quotes;
        this.transactions = transactions;
        this.ids = ids;
        this.settings = settings;
        this.clock = clock;
    }

    /// What paying costs.
    private record Price(Amount amount, Amount feeReserve) {}

    /// @throws CashuException when the method, unit, invoice or option is not accepted, or with UNAVAILABLE
    MeltQuote quote(PaymentMethod method, MeltQuoteRequest wanted) {
        var route = processors.forMelting(wanted.unit().name(), method);
        return switch (route.settings()) {
            case MethodSettings.Bolt11 bolt11 -> bolt11(route, bolt11, wanted);
            case MethodSettings.Bolt12 _, MethodSettings.Onchain _, MethodSettings.Custom _ ->
                throw new CashuException(ErrorCode.UNSUPPORTED, "no melting by " + method + " yet");
        };
    }

    private MeltQuote bolt11(Route route, MethodSettings.Bolt11 offered, MeltQuoteRequest wanted) {
        var invoice = parse(wanted.request());
        var part = part(offered, invoice, wanted.part());
        requireUnpaid(invoice);
        var own = ownInvoices.find(invoice.text());
        var price = own.isPresent()
                ? ownPrice(own.get(), wanted, part)
                : price(
                        route,
                        route.quoteOutgoing(new OutgoingOptions.Bolt11(invoice.text(), part)),
                        msat(invoice, part));
        checkLimits(route.melting(), price);
        var now = clock.instant();
        var terms = new MeltTerms(
                ids.next(),
                wanted.unit(),
                route.method(),
                invoice.text(),
                part,
                price.amount(),
                price.feeReserve(),
                invoice.paymentHash(),
                expiry(invoice, now),
                Instant.ofEpochSecond(now.getEpochSecond()));
        transactions.run(() -> quotes.add(terms));
        return new MeltQuote.Unpaid(terms);
    }

    private static Bolt11Invoice parse(String request) {
        try {
            return Bolt11Invoice.parse(request.strip());
        } catch (IllegalArgumentException _) {
            throw new CashuException(ErrorCode.PAYMENT_REQUEST_INVALID, "the request is no BOLT11 invoice");
        }
    }

    /// NUT-15 and NUT-23: what may be said about the amount beside the invoice.
    private static OutgoingOptions.@Nullable Part part(
            MethodSettings.Bolt11 offered, Bolt11Invoice invoice, OutgoingOptions.@Nullable Part wanted) {
        var fixed = invoice.amount();
        if (fixed == null && !(wanted instanceof OutgoingOptions.Amountless && offered.amountless())) {
            throw new CashuException(ErrorCode.AMOUNTLESS_UNSUPPORTED);
        }
        return switch (wanted) {
            case null -> null;
            case OutgoingOptions.Amountless amountless when fixed == null -> amountless;
            case OutgoingOptions.Amountless(long amountMsat) -> {
                if (amountMsat != fixed.amount()) {
                    throw new CashuException(ErrorCode.AMOUNT_MISMATCH);
                }
                yield null;
            }
            case OutgoingOptions.Mpp mpp -> {
                if (!offered.mpp()) {
                    throw new CashuException(ErrorCode.UNSUPPORTED, "no partial payments here");
                }
                if (fixed != null && mpp.amountMsat() > fixed.amount()) {
                    throw new CashuException(ErrorCode.AMOUNT_MISMATCH, "a part is not more than the whole");
                }
                yield mpp;
            }
        };
    }

    /// What was paid once cannot be paid again; what is being paid may still fail, so it can be quoted.
    private void requireUnpaid(Bolt11Invoice invoice) {
        if (quotes.payerOf(invoice.paymentHash())
                .filter(MeltQuote.Paid.class::isInstance)
                .isPresent()) {
            throw new CashuException(ErrorCode.INVOICE_PAID);
        }
    }

    /// An invoice of this very mint is paid without the network, and so without a reserve.
    private static Price ownPrice(
            OwnInvoices.OwnInvoice own, MeltQuoteRequest wanted, OutgoingOptions.@Nullable Part part) {
        if (!own.unit().equals(wanted.unit())) {
            throw new CashuException(
                    ErrorCode.UNIT_UNSUPPORTED, "this mint's own invoice can be paid in unit " + own.unit() + " only");
        }
        var amount = own.amount();
        if (part != null || amount == null) {
            throw new CashuException(ErrorCode.UNSUPPORTED, "this mint's own invoice can be paid as a whole only");
        }
        if (own.isPaid()) {
            throw new CashuException(ErrorCode.INVOICE_PAID);
        }
        if (!own.isOpen()) {
            throw new CashuException(ErrorCode.PAYMENT_REQUEST_INVALID, "the invoice has expired");
        }
        return new Price(amount, Amount.ZERO);
    }

    /// What the recipient is to get.
    private static long msat(Bolt11Invoice invoice, OutgoingOptions.@Nullable Part part) {
        return part == null
                ? invoice.fixedAmount()
                        .orElseThrow(() -> new CashuException(ErrorCode.AMOUNTLESS_UNSUPPORTED))
                        .amount()
                : part.amountMsat();
    }

    private static Price price(Route route, OutgoingQuote quote, long amountMsat) {
        switch (quote.state()) {
            case UNPAID, PENDING -> {}
            case PAID -> throw new CashuException(ErrorCode.INVOICE_PAID);
        }
        if (!isPlausible(route.unit(), quote, amountMsat)) {
            log.error("processor {} asks {} and {} for {} msat", route.name(), quote.amount(), quote.fee(), amountMsat);
            throw new CashuException(
                    ErrorCode.UNAVAILABLE, "the payment processor for " + route.unit() + " names no usable price");
        }
        return new Price(
                Amount.of(quote.amount().amount()), Amount.of(quote.fee().amount()));
    }

    /// In the route's unit and, where that is bitcoin's, no less than the recipient gets: a part of a satoshi costs a
    /// whole one.
    static boolean isPlausible(String unit, OutgoingQuote quote, long amountMsat) {
        long amount = quote.amount().amount();
        boolean isEnough = switch (unit) {
            case Money.SAT -> amount >= Math.ceilDiv(amountMsat, 1000);
            case Money.MSAT -> amount >= amountMsat;
            default -> true; // whatever the price of that unit is
        };
        return isEnough
                && quote.amount().unit().equals(unit)
                && quote.fee().unit().equals(unit);
    }

    /// With the reserve, so that no wallet learns of a limit only when it melts.
    private static void checkLimits(AmountLimits limits, Price price) {
        limits.check(price.amount());
        limits.check(price.amount().plus(price.feeReserve()));
    }

    private Instant expiry(Bolt11Invoice invoice, Instant now) {
        var latest = now.plus(settings.quoteTtl());
        var isSooner = invoice.expiresAt().isAfter(now) && invoice.expiresAt().isBefore(latest);
        return Instant.ofEpochSecond((isSooner ? invoice.expiresAt() : latest).getEpochSecond());
    }
}
