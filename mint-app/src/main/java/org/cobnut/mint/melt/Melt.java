package org.cobnut.mint.melt;

import java.time.Clock;
import java.util.Optional;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.condition.SpendingConditions;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.mint.http.Limits;
import org.cobnut.mint.issue.OwnInvoices;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.BlindedOutputs;
import org.cobnut.mint.ledger.Inputs;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.Replays;
import org.cobnut.mint.ledger.RequestValidation;
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.mint.ledger.Sagas;
import org.cobnut.payment.PaymentMethod;
import org.springframework.stereotype.Component;

/// NUT-05: takes ecash and has something paid for it. The invoice of a mint quote of this very mint is paid
/// inside the mint, any other one through a processor.
@Component
class Melt {

    private final MeltQuoteBook book;
    private final RequestValidation validation;
    private final Keysets keysets;
    private final Ledger ledger;
    private final OwnInvoices ownInvoices;
    private final InternalPayment internal;
    private final ExternalPayment external;
    private final Replays replays;
    private final Sagas sagas;
    private final Reservations reservations;
    private final Clock clock;
    private final SpendingConditions conditions;

    Melt(
            MeltQuoteBook book,
            RequestValidation validation,
            Keysets keysets,
            Ledger ledger,
            OwnInvoices ownInvoices,
            InternalPayment internal,
            ExternalPayment external,
            Replays replays,
            Sagas sagas,
            Reservations reservations,
            Clock clock,
            Limits limits) {
        this.book = book;
        this.validation = validation;
        this.keysets = keysets;
        this.ledger = ledger;
        this.ownInvoices = ownInvoices;
        this.internal = internal;
        this.external = external;
        this.replays = replays;
        this.sagas = sagas;
        this.reservations = reservations;
        this.clock = clock;
        this.conditions = new SpendingConditions(Curve.preferred(), limits.signatureChecks());
    }

    /// Carries the melt out, or answers as before if this very melt has been, or is, under way.
    ///
    /// @param isAsync whether to answer as soon as the payment is on its way
    /// @throws CashuException if it is refused or the payment failed: then the inputs are unspent; after
    ///     UNAVAILABLE a repeat or the quote tells
    MeltQuoteAnswer execute(PaymentMethod method, MeltRequest request, boolean isAsync) {
        try {
            var quote = book.known(method, request.quote());
            return book.answer(pay(accept(quote, request), isAsync));
        } catch (CashuException refusal) {
            if (refusal.code() == ErrorCode.UNAVAILABLE) {
                throw refusal;
            }
            return answeredBefore(method, request).orElseThrow(() -> refusal);
        }
    }

    private MeltQuote pay(AcceptedMelt melt, boolean isAsync) {
        var own = ownInvoices.find(melt.terms().request());
        return own.isPresent() ? internal.pay(melt, own.get()) : external.pay(melt, isAsync);
    }

    /// Checks what can be checked before anything is written.
    AcceptedMelt accept(MeltQuote quote, MeltRequest request) {
        var terms = quote.terms();
        var blanks = validation.blanks(request.blanks(), terms.unit());
        var inputs = validation.inputs(request.inputs(), terms.unit());
        var payable = quote.payable();
        if (terms.isExpired(clock.instant())) {
            throw new CashuException(ErrorCode.QUOTE_EXPIRED);
        }
        ledger.requireUnspent(inputs);
        keysets.verify(inputs.proofs());
        conditions.verify(inputs.proofs(), blanks.messages(), terms.id(), clock.instant());
        requireEnough(terms, inputs);
        return new AcceptedMelt(payable, inputs, blanks);
    }

    private static void requireEnough(MeltTerms terms, Inputs inputs) {
        var required = terms.required().plus(inputs.fee());
        if (inputs.sum().isLessThan(required)) {
            throw new CashuException(
                    ErrorCode.UNBALANCED,
                    "inputs of " + inputs.sum() + " are less than " + required + ", which is amount, reserve and fee");
        }
    }

    /// The answer to a repeated request: of a melt that is done the quote with its change, of one under way
    /// that it is.
    private Optional<MeltQuoteAnswer> answeredBefore(PaymentMethod method, MeltRequest request) {
        var before = book.known(method, request.quote());
        if (isUnderWay(before, request)) {
            return Optional.of(MeltQuoteAnswer.unfinished(before));
        }
        var quote = book.known(method, request.quote()); // it may have been settled in between
        return quote instanceof MeltQuote.Paid
                ? replays.melted(request.quote(), request.inputs(), request.blanks())
                        .map(change -> MeltQuoteAnswer.of(quote, change))
                : Optional.empty();
    }

    private boolean isUnderWay(MeltQuote quote, MeltRequest request) {
        var id = quote.terms().id();
        return sagas.ofQuote(id)
                .filter(saga -> reservations.holds(
                        saga.operation(),
                        id,
                        validation
                                .inputs(request.inputs(), quote.terms().unit())
                                .ys()))
                .isPresent();
    }

    /// A melt that nothing is known against, except what the database decides.
    record AcceptedMelt(MeltQuote.Payable quote, Inputs inputs, BlindedOutputs blanks) {

        MeltTerms terms() {
            return quote.terms();
        }
    }
}
