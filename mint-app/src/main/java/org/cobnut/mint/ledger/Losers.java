package org.cobnut.mint.ledger;

import java.util.Set;

import org.cobnut.cashu.crypto.Point;

/// What of a group was found in the book already, or did not yield.
record Losers(Set<String> quotes, Set<Point> inputs, Set<Point> outputs) {

    static Losers none() {
        return new Losers(Set.of(), Set.of(), Set.of());
    }

    static Losers ofQuotes(Set<String> quotes) {
        return new Losers(quotes, Set.of(), Set.of());
    }

    static Losers ofInputs(Set<Point> inputs) {
        return new Losers(Set.of(), inputs, Set.of());
    }

    static Losers ofOutputs(Set<Point> outputs) {
        return new Losers(Set.of(), Set.of(), outputs);
    }

    boolean isEmpty() {
        return quotes.isEmpty() && inputs.isEmpty() && outputs.isEmpty();
    }

    boolean include(Operation operation) {
        return operation.draws().stream().map(Draw::quoteId).anyMatch(quotes::contains)
                || operation.inputs().stream().map(Input::y).anyMatch(inputs::contains)
                || operation.outputs().stream().map(Output::blindedSecret).anyMatch(outputs::contains);
    }
}
