package org.cobnut.mint.issue;

/// A mint quote was paid or minted, and that is committed.
public record MintQuoteChanged(String quoteId) {}
