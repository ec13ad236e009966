package org.cobnut.mint.ledger.commit;

import java.util.Set;

import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.ledger.Input;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.QuoteDebit;
import org.cobnut.mint.ledger.SignedOutput;

/// The keys of a group that stop it: proofs and outputs that are in the book already, and quotes without enough
/// left.
record Conflicts(Set<String> quotes, Set<Point> inputs, Set<Point> outputs) {

    static Conflicts none() {
        return new Conflicts(Set.of(), Set.of(), Set.of());
    }

    static Conflicts ofQuotes(Set<String> quotes) {
        return new Conflicts(quotes, Set.of(), Set.of());
    }

    static Conflicts ofInputs(Set<Point> inputs) {
        return new Conflicts(Set.of(), inputs, Set.of());
    }

    static Conflicts ofOutputs(Set<Point> outputs) {
        return new Conflicts(Set.of(), Set.of(), outputs);
    }

    boolean isEmpty() {
        return quotes.isEmpty() && inputs.isEmpty() && outputs.isEmpty();
    }

    boolean include(Operation operation) {
        return operation.debits().stream().map(QuoteDebit::quoteId).anyMatch(quotes::contains)
                || operation.inputs().stream().map(Input::y).anyMatch(inputs::contains)
                || operation.outputs().stream().map(SignedOutput::blindedSecret).anyMatch(outputs::contains);
    }
}
