package org.cobnut.mint.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;

/// The mint quotes of a mint that has none.
final class NoQuotes implements Issuance {

    @Override
    public Set<String> claim(List<Draw> draws, Instant now) {
        return draws.stream().map(Draw::quoteId).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void record(List<Draw> draws, Instant now) {}

    @Override
    public boolean hasDrawn(String operation, Set<String> quoteIds) {
        return false;
    }

    @Override
    public CashuException refusal(Draw draw) {
        return new CashuException(ErrorCode.QUOTE_UNKNOWN);
    }
}
