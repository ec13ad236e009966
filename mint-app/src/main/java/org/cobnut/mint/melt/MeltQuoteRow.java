package org.cobnut.mint.melt;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.PaymentProof;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/// A row of `melt_quote`: the columns that this mint uses; times are epoch seconds. What no row of a new quote says yet
/// (`paid_time`, `last_checked`) is written by statements alone.
///
/// @param id secret: whoever knows it may see the quote
/// @param request what is paid, in the form of [StoredRequest]; so is `options`
/// @param paymentHash what makes the invoice be paid once; absent for methods without one
/// @param totalSpent what left the node; absent in rows that another mint wrote
/// @param loss whether the mint paid without being paid
@Table("melt_quote")
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
record MeltQuoteRow(
        @Id String id,
        String unit,
        long amount,
        String request,
        @Nullable String options,
        long feeReserve,
        long expiry,
        String state,
        @Nullable String paymentProof,
        long createdTime,
        String paymentMethod,
        byte @Nullable [] paymentHash,
        @Nullable Long totalSpent,
        boolean loss) {

    /// The row of a new quote.
    static MeltQuoteRow of(MeltTerms terms) {
        return new MeltQuoteRow(
                terms.id(),
                terms.unit().name(),
                terms.amount().toLongExact(),
                StoredRequest.write(terms.method(), terms.request()),
                StoredRequest.writePart(terms.part()),
                terms.feeReserve().toLongExact(),
                terms.expiry().getEpochSecond(),
                "UNPAID",
                null,
                terms.createdAt().getEpochSecond(),
                terms.method().name(),
                terms.hash() == null ? null : bytes(terms.hash()),
                null,
                false);
    }

    /// A hash as the table has it.
    static byte[] bytes(PaymentHash hash) {
        return HexFormat.of().parseHex(hash.hex());
    }

    MeltQuote quote() {
        return switch (state) {
            case "UNPAID" -> new MeltQuote.Unpaid(terms());
            case "PENDING" -> new MeltQuote.Pending(terms());
            case "FAILED" -> new MeltQuote.Failed(terms());
            case "PAID" -> new MeltQuote.Paid(terms(), evidence());
            default -> throw new IllegalStateException("a melt quote in no state");
        };
    }

    /// CDK writes methods in capitals.
    private MeltTerms terms() {
        return new MeltTerms(
                id,
                new Unit(unit),
                new PaymentMethod(paymentMethod.toLowerCase(Locale.ROOT)),
                StoredRequest.read(request),
                StoredRequest.readPart(options),
                Amount.of(amount),
                Amount.of(feeReserve),
                paymentHash == null ? null : new PaymentHash(HexFormat.of().formatHex(paymentHash)),
                Instant.ofEpochSecond(expiry),
                Instant.ofEpochSecond(createdTime));
    }

    private Evidence evidence() {
        return new Evidence(
                Amount.of(totalSpent == null ? amount : totalSpent),
                paymentProof == null ? null : new PaymentProof(paymentProof));
    }

    /// Without the id and the request, which are secrets.
    @Override
    public String toString() {
        return "MeltQuoteRow[" + amount + " " + unit + " by " + paymentMethod + ", " + state + "]";
    }
}
