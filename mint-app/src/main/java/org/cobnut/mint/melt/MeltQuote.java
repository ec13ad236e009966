package org.cobnut.mint.melt;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;

/// A melt quote, one record per state, so that only the legal transitions can be written down. A paid one
/// has none.
sealed interface MeltQuote {

    MeltTerms terms();

    /// The quote as one that a payment may begin for.
    ///
    /// @throws CashuException with QUOTE_PENDING or INVOICE_PAID if none may
    default Payable payable() {
        return switch (this) {
            case Payable payable -> payable;
            case Pending _ -> throw new CashuException(ErrorCode.QUOTE_PENDING);
            case Paid _ -> throw new CashuException(ErrorCode.INVOICE_PAID);
        };
    }

    /// NUT-05's `state`. A failed quote can be paid again, so wallets see it as unpaid.
    default String wireState() {
        return switch (this) {
            case Unpaid _, Failed _ -> "UNPAID";
            case Pending _ -> "PENDING";
            case Paid _ -> "PAID";
        };
    }

    /// Nothing is under way for it.
    sealed interface Payable extends MeltQuote {

        /// A payment begins.
        default Pending pending() {
            return new Pending(terms());
        }

        /// It was paid inside the mint, or evidence came of a payment that had been given up.
        default Paid paid(Evidence evidence) {
            return new Paid(terms(), evidence);
        }
    }

    record Unpaid(MeltTerms terms) implements Payable {

        /// By an operator, or a processor that will never pay it.
        Failed failed() {
            return new Failed(terms);
        }
    }

    record Failed(MeltTerms terms) implements Payable {

        /// An operator allows it again.
        Unpaid reopened() {
            return new Unpaid(terms);
        }
    }

    /// Inputs are reserved for it, and the payment may be on its way.
    record Pending(MeltTerms terms) implements MeltQuote {

        Paid paid(Evidence evidence) {
            return new Paid(terms, evidence);
        }

        /// The payment failed, and another one may be tried.
        Unpaid released() {
            return new Unpaid(terms);
        }

        /// The payment failed, as any other would.
        Failed failed() {
            return new Failed(terms);
        }
    }

    /// The recipient has the money.
    record Paid(MeltTerms terms, Evidence evidence) implements MeltQuote {}
}
