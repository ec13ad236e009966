package org.cobnut.mint.melt;

import java.time.Instant;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Unit;
import org.cobnut.payment.Money;
import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;

/// What a melt quote promises; it never changes.
///
/// @param id secret: whoever knows it may see the quote
/// @param request what is paid: an invoice
/// @param part how much of it, when not simply what it says
/// @param amount that the recipient gets
/// @param feeReserve the most that the network may take
/// @param hash what makes the invoice be paid once; null for methods without one
/// @param expiry after which no melt begins
record MeltTerms(
        String id,
        Unit unit,
        PaymentMethod method,
        String request,
        OutgoingOptions.@Nullable Part part,
        Amount amount,
        Amount feeReserve,
        @Nullable PaymentHash hash,
        Instant expiry,
        Instant createdAt) {

    /// What the processor is told to pay.
    ///
    /// @throws CashuException with UNSUPPORTED for a quote of another mint's database that is not paid by
    ///     this one
    OutgoingOptions options() {
        if (method.equals(PaymentMethod.BOLT11)) {
            return new OutgoingOptions.Bolt11(request, part);
        }
        throw new CashuException(ErrorCode.UNSUPPORTED, "no melting by " + method + " yet");
    }

    /// The most that the network may take, as processors count.
    Money maxFee() {
        return new Money(feeReserve.toLongExact(), unit.name());
    }

    /// What inputs must be worth beyond their own fee.
    Amount required() {
        return amount.plus(feeReserve);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiry);
    }

    /// Without the id, which is a secret, and without what is paid.
    @Override
    public String toString() {
        return "MeltTerms[" + amount + " " + unit + " by " + method + "]";
    }
}
