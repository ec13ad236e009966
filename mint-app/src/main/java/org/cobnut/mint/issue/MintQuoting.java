package org.cobnut.mint.issue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.IncomingOptions;
import org.cobnut.payment.IncomingRequest;
import org.cobnut.payment.MethodSettings;
import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Component;

/// NUT-04: makes a request that somebody can pay, and the quote that will be credited for it.
@Component
class MintQuoting {

    private final Processors processors;
    private final Keysets keysets;
    private final JdbcAggregateOperations rows;
    private final Crediting crediting;
    private final Transactions transactions;
    private final QuoteIds ids;
    private final IssueSettings settings;
    private final Clock clock;

    MintQuoting(
            Processors processors,
            Keysets keysets,
            JdbcAggregateOperations rows,
            Crediting crediting,
            Transactions transactions,
            QuoteIds ids,
            IssueSettings settings,
            Clock clock) {
        this.processors = processors;
        this.keysets = keysets;
        this.rows = rows;
        this.crediting = crediting;
        this.transactions = transactions;
        this.ids = ids;
        this.settings = settings;
        this.clock = clock;
    }

    /// @throws CashuException when the method, unit, amount, description or key is not accepted, or with UNAVAILABLE
    MintQuote quote(PaymentMethod method, MintQuoteRequest wanted) {
        var route = processors.forMinting(wanted.unit().name(), method);
        if (keysets.active(wanted.unit()).isEmpty()) {
            throw new CashuException(ErrorCode.UNIT_UNSUPPORTED);
        }
        checkDescription(route, wanted.description());
        checkPubkey(wanted.pubkey());
        var expiry = clock.instant().plus(settings.quoteTtl());
        var options = switch (route.settings()) {
            case MethodSettings.Bolt11 _ ->
                new IncomingOptions.Bolt11(amount(route, wanted.amount()), wanted.description(), expiry);
            case MethodSettings.Bolt12 _, MethodSettings.Onchain _, MethodSettings.Custom _ ->
                throw new CashuException(ErrorCode.UNSUPPORTED, "no minting by " + method + " yet");
        };
        var node = route.node().value();
        var quote = row(route, wanted, route.createIncomingRequest(options), node);
        transactions.run(() -> rows.insert(quote));
        // The request may have been paid before its quote was there.
        crediting.match(String.valueOf(quote.requestLookupId()));
        return quote;
    }

    private MintQuote row(Route route, MintQuoteRequest wanted, IncomingRequest request, String node) {
        long now = clock.instant().getEpochSecond();
        return new MintQuote(
                ids.next(),
                wanted.amount() == null ? null : wanted.amount().toLongExact(),
                route.unit(),
                request.request(),
                request.expiry() == null ? 0 : request.expiry().getEpochSecond(),
                request.lookup().value(),
                request.lookup().kind().text(),
                wanted.pubkey(),
                now,
                0,
                0,
                route.method().name(),
                request.extraJson(),
                now,
                now,
                node);
    }

    private static Money amount(Route route, @Nullable Amount amount) {
        if (amount == null) {
            throw new CashuException(ErrorCode.MALFORMED_REQUEST, "an amount is missing");
        }
        if (amount.isZero()) {
            throw new CashuException(ErrorCode.AMOUNT_OUT_OF_RANGE, "the amount is 0");
        }
        route.minting().check(amount);
        return new Money(amount.toLongExact(), route.unit());
    }

    private void checkDescription(Route route, @Nullable String description) {
        if (description == null) {
            return;
        }
        boolean isOffered = switch (route.settings()) {
            case MethodSettings.Bolt11 bolt11 -> bolt11.description();
            case MethodSettings.Bolt12 bolt12 -> bolt12.description();
            case MethodSettings.Onchain _ -> false;
            case MethodSettings.Custom _ -> true;
        };
        if (!isOffered) {
            throw new CashuException(ErrorCode.UNSUPPORTED, "no descriptions here");
        }
        if (description.getBytes(StandardCharsets.UTF_8).length > settings.description()) {
            throw new CashuException(
                    ErrorCode.UNSUPPORTED, "a description has at most " + settings.description() + " bytes");
        }
    }

    private static void checkPubkey(@Nullable String pubkey) {
        if (pubkey == null) {
            return;
        }
        try {
            Curve.preferred().point(pubkey);
        } catch (IllegalArgumentException _) {
            throw new CashuException(ErrorCode.PUBKEY_REQUIRED, "the pubkey is no compressed point");
        }
    }
}
