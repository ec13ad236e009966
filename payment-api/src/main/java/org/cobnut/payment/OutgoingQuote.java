package org.cobnut.payment;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What paying would cost, in the processor's unit. Nothing is promised about success.
///
/// @param amount that the recipient gets
/// @param fee the most that routing may cost; what is not used goes back to the payer
/// @param lookup under which the payment can be found, where it is known beforehand
/// @param state what the node already knows of this request
/// @param feeOptions for methods that let the payer choose (NUT-30), else empty
/// @param extraJson what a custom method adds to the quote
public record OutgoingQuote(
        Money amount,
        Money fee,
        @Nullable LookupId lookup,
        State state,
        List<FeeOption> feeOptions,
        @Nullable String extraJson) {

    public OutgoingQuote {
        feeOptions = List.copyOf(feeOptions);
    }

    public enum State {
        UNPAID,
        PENDING,
        PAID
    }

    /// One of several prices, cheaper and slower than others.
    ///
    /// @param estimatedBlocks until it is confirmed
    public record FeeOption(int index, Money fee, int estimatedBlocks) {}
}
