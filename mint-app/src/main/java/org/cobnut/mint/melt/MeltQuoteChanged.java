package org.cobnut.mint.melt;

/// A melt quote has another state, and that is committed.
public record MeltQuoteChanged(String quoteId) {}
