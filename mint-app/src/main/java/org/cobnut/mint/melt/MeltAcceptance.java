package org.cobnut.mint.melt;

import java.time.Clock;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.condition.SpendingConditions;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.mint.http.Limits;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.Inputs;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.RequestValidation;
import org.springframework.stereotype.Component;

/// Checks of a melt whatever can be checked before anything is written.
@Component
class MeltAcceptance {

    private final RequestValidation validation;
    private final Keysets keysets;
    private final Ledger ledger;
    private final Clock clock;
    private final SpendingConditions conditions;

    MeltAcceptance(RequestValidation validation, Keysets keysets, Ledger ledger, Clock clock, Limits limits) {
        this.validation = validation;
        this.keysets = keysets;
        this.ledger = ledger;
        this.clock = clock;
        this.conditions = new SpendingConditions(Curve.preferred(), limits.signatureChecks());
    }

    /// @throws CashuException why the melt is refused
    AcceptedMelt accept(MeltQuote quote, MeltRequest request) {
        var terms = quote.terms();
        var blanks = validation.blanks(request.blanks(), terms.unit());
        var inputs = validation.inputs(request.inputs(), terms.unit());
        var payable = quote.payable();
        if (terms.isExpired(clock.instant())) {
            throw new CashuException(ErrorCode.QUOTE_EXPIRED);
        }
        blanks.messages().forEach(blank -> requireLasting(keysets.get(blank.keysetId()), terms));
        ledger.requireUnspent(inputs);
        keysets.verify(inputs.proofs());
        conditions.verify(inputs.proofs(), blanks.messages(), terms.id(), clock.instant());
        requireEnough(terms, inputs);
        return new AcceptedMelt(payable, inputs, blanks);
    }

    /// Change is never signed on a keyset that has expired, and a payment may take as long as its quote is valid.
    private static void requireLasting(Keyset keyset, MeltTerms terms) {
        var expiry = keyset.finalExpiry();
        if (expiry != null && expiry.isBefore(terms.expiry())) {
            throw new CashuException(
                    ErrorCode.KEYSET_EXPIRED, "the keyset of a blank output expires before the quote does");
        }
    }

    private static void requireEnough(MeltTerms terms, Inputs inputs) {
        var required = terms.required().plus(inputs.fee());
        if (inputs.sum().isLessThan(required)) {
            throw new CashuException(
                    ErrorCode.UNBALANCED,
                    "inputs of " + inputs.sum() + " are less than " + required + ", which is amount, reserve and fee");
        }
    }
}
