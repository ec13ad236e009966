package org.cobnut.mint.issue;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.jspecify.annotations.Nullable;

/// What a wallet asks to be signed against which quotes.
sealed interface MintRequest {

    List<BlindedMessage> outputs();

    /// The quotes that are debited, in the request's order.
    List<Claim> claims();

    /// One quote of a request.
    ///
    /// @param amount how much of it; absent for all that the outputs need, or in a batch, for the quote's amount
    /// @param signature NUT-20's, for a quote that is locked
    record Claim(
            String quoteId,
            @Nullable Amount amount,
            @Nullable String signature) {}

    /// `POST /v1/mint/{method}` (NUT-04, NUT-20).
    record Single(
            String quote,
            List<BlindedMessage> outputs,
            @Nullable String signature) implements MintRequest {
        @Override
        public List<Claim> claims() {
            return List.of(new Claim(quote, null, signature));
        }
    }

    /// `POST /v1/mint/{method}/batch` (NUT-29).
    ///
    /// @param quoteAmounts how much of each quote
    /// @param signatures one for each quote, null for a quote that is not locked
    record Batch(
            List<String> quotes,
            @JsonProperty("quote_amounts") @Nullable List<Amount> quoteAmounts,
            List<BlindedMessage> outputs,
            @Nullable List<@Nullable String> signatures)
            implements MintRequest {
        @Override
        public List<Claim> claims() {
            requireOneEach(quoteAmounts, "quote_amounts");
            requireOneEach(signatures, "signatures");
            var claims = new ArrayList<Claim>();
            for (int i = 0; i < quotes.size(); i++) {
                claims.add(new Claim(
                        quotes.get(i),
                        quoteAmounts == null ? null : quoteAmounts.get(i),
                        signatures == null ? null : signatures.get(i)));
            }
            return claims;
        }

        private void requireOneEach(@Nullable List<?> list, String name) {
            if (list != null && list.size() != quotes.size()) {
                throw new CashuException(ErrorCode.MALFORMED_REQUEST, name + " has one entry for each quote");
            }
        }
    }
}
