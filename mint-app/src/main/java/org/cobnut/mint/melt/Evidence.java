package org.cobnut.mint.melt;

import java.util.Optional;

import org.cobnut.cashu.Amount;
import org.cobnut.mint.ledger.MeltPayment;
import org.cobnut.payment.MethodSettings;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentProof;
import org.jspecify.annotations.Nullable;

/// That a payment has arrived, checked.
///
/// @param spent what left the mint, the network's fee included, in the quote's unit
/// @param proof the preimage, where there is one; not for a payment inside the mint
record Evidence(Amount spent, @Nullable PaymentProof proof) {

    /// What a processor says, if it is evidence: in the quote's unit, and with the preimage of the
    /// invoice's hash where the processor promises preimages.
    static Optional<Evidence> of(PaymentOutcome.Paid paid, MeltTerms terms, MethodSettings settings) {
        if (!paid.spent().unit().equals(terms.unit().name()) || !isProven(paid, terms, settings)) {
            return Optional.empty();
        }
        return Optional.of(new Evidence(Amount.of(paid.spent().amount()), paid.proof()));
    }

    /// What of it the wallet bears: no less than the recipient was to get, and no more than was agreed with the
    /// fee reserve. What a processor spends beyond that is the mint's loss.
    Amount charged(MeltTerms terms) {
        if (spent.isLessThan(terms.amount())) {
            return terms.amount();
        }
        return isTooMuch(terms) ? terms.required() : spent;
    }

    /// Whether a processor has spent more than it may.
    boolean isTooMuch(MeltTerms terms) {
        return spent.isMoreThan(terms.required());
    }

    /// What left the mint, as the book counts it.
    MeltPayment payment(MeltTerms terms) {
        return new MeltPayment(
                terms.amount(),
                charged(terms).minus(terms.amount()),
                terms.method().name());
    }

    private static boolean isProven(PaymentOutcome.Paid paid, MeltTerms terms, MethodSettings settings) {
        var hash = terms.hash();
        if (!(settings instanceof MethodSettings.Bolt11 bolt11) || !bolt11.preimages() || hash == null) {
            return true;
        }
        return paid.proof() != null && hash.isProvenBy(paid.proof());
    }
}
