package org.cobnut.mint.ledger.commit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.ledger.Input;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.QuoteDebit;
import org.cobnut.mint.ledger.SignedOutput;

/// Operations that may share a transaction: within bounds, and none of them names a proof, an output, a quote or an
/// operation id of another. So what one of them finds in its way belongs to somebody outside, never to its own group.
final class Group {

    private final int maxOperations;
    private final int maxRows;
    private final List<QueuedOperation> members = new ArrayList<>();
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
    static List<QueuedOperation> takeFrom(List<QueuedOperation> waiting, int maxOperations, int maxRows) {
        var group = new Group(maxOperations, maxRows);
        for (Iterator<QueuedOperation> next = waiting.iterator(); next.hasNext(); ) {
            var queued = next.next();
            if (group.admits(queued.operation())) {
                group.add(queued);
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
                && operation.outputs().stream().map(SignedOutput::blindedSecret).noneMatch(outputs::contains)
                && operation.debits().stream().map(QuoteDebit::quoteId).noneMatch(quotes::contains);
    }

    private void add(QueuedOperation queued) {
        var operation = queued.operation();
        members.add(queued);
        rows += operation.rows();
        ids.add(operation.id());
        operation.inputs().forEach(input -> inputs.add(input.y()));
        operation.outputs().forEach(output -> outputs.add(output.blindedSecret()));
        operation.debits().forEach(debit -> quotes.add(debit.quoteId()));
    }
}
