package org.cobnut.mint.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import org.cobnut.cashu.crypto.Point;

/// Operations that may share a transaction: within bounds, and none of them names a proof, an output, a quote or an
/// operation id of another. So what one of them finds in its way belongs to somebody outside, never to its own group.
final class Group {

    private final int maxOperations;
    private final int maxRows;
    private final List<Pending> members = new ArrayList<>();
    private final Set<Point> inputs = new HashSet<>();
    private final Set<Point> outputs = new HashSet<>();
    private final Set<String> quotes = new HashSet<>();
    private final Set<OperationId> ids = new HashSet<>();
    private int rows;

    private Group(int maxOperations, int maxRows) {
        this.maxOperations = maxOperations;
        this.maxRows = maxRows;
    }

    /// Moves what can go together out of `waiting`, in its order; the first always can.
    static List<Pending> takeFrom(List<Pending> waiting, int maxOperations, int maxRows) {
        var group = new Group(maxOperations, maxRows);
        for (Iterator<Pending> next = waiting.iterator(); next.hasNext(); ) {
            var pending = next.next();
            if (group.admits(pending.operation())) {
                group.add(pending);
                next.remove();
            }
        }
        return group.members;
    }

    private boolean admits(Operation operation) {
        boolean fits = members.size() < maxOperations && rows + operation.rows() <= maxRows;
        return (fits || members.isEmpty())
                && !ids.contains(operation.id())
                && operation.inputs().stream().map(Input::y).noneMatch(inputs::contains)
                && operation.outputs().stream().map(Output::blindedSecret).noneMatch(outputs::contains)
                && operation.draws().stream().map(Draw::quoteId).noneMatch(quotes::contains);
    }

    private void add(Pending pending) {
        var operation = pending.operation();
        members.add(pending);
        rows += operation.rows();
        ids.add(operation.id());
        operation.inputs().forEach(input -> inputs.add(input.y()));
        operation.outputs().forEach(output -> outputs.add(output.blindedSecret()));
        operation.draws().forEach(draw -> quotes.add(draw.quoteId()));
    }
}
