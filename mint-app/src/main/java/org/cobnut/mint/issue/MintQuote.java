package org.cobnut.mint.issue;

import org.cobnut.cashu.Amount;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/// A row of `mint_quote`, column for column; times are epoch seconds.
///
/// @param id secret: whoever knows it may see the quote, and mint it if it is not locked
/// @param amount absent where the payer decides
/// @param request what is paid: an invoice
/// @param expiry after which the request must not be paid; 0 if it never expires
/// @param requestLookupId under which the processor reports receipts
/// @param pubkey whose signature minting needs (NUT-20), hexadecimal
/// @param amountPaid all that was received, overpayment and late payments included
/// @param amountIssued all that was minted: never more than that
/// @param updatedAt rises with every payment and issue
/// @param lastChecked when the processor was last asked
/// @param nodeId whose request it is; absent in rows that another mint wrote
@Table("mint_quote")
record MintQuote(
        @Id String id,
        @Nullable Long amount,
        String unit,
        String request,
        long expiry,
        @Nullable String requestLookupId,
        String requestLookupIdKind,
        @Nullable String pubkey,
        long createdTime,
        long amountPaid,
        long amountIssued,
        String paymentMethod,
        @Nullable String extraJson,
        long updatedAt,
        long lastChecked,
        @Nullable String nodeId) {

    /// NUT-23's `state`, which follows from the sums.
    enum State {
        UNPAID,
        PAID,
        ISSUED
    }

    State state() {
        if (amountPaid == 0) {
            return State.UNPAID;
        }
        return amountPaid > amountIssued ? State.PAID : State.ISSUED;
    }

    PaymentMethod method() {
        return new PaymentMethod(paymentMethod);
    }

    /// What can be minted now.
    Amount mintable() {
        return Amount.of(amountPaid - amountIssued);
    }

    boolean isExpired(long now) {
        return expiry != 0 && expiry <= now;
    }

    @Nullable
    LookupId lookup() {
        return requestLookupId == null ? null : new LookupId(LookupId.Kind.parse(requestLookupIdKind), requestLookupId);
    }

    @Nullable
    NodeId node() {
        return nodeId == null ? null : new NodeId(nodeId);
    }

    /// Without the id, which is a secret.
    @Override
    public String toString() {
        return "MintQuote[" + unit + " " + paymentMethod + ", paid " + amountPaid + ", issued " + amountIssued + "]";
    }
}
