package org.cobnut.mint.ledger.commit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.ledger.BookReader;
import org.cobnut.mint.ledger.Input;
import org.cobnut.mint.ledger.Issuance;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.SignedOutput;

/// Reads from the book why operations could not be inserted.
final class Verdicts {

    private final BookReader book;
    private final Issuance issuance;

    Verdicts(BookReader book, Issuance issuance) {
        this.book = book;
        this.issuance = issuance;
    }

    /// By their inputs alone, in one statement.
    Map<QueuedOperation, Verdict> ofInputs(List<QueuedOperation> group) {
        return verdicts(group, proofs(group), Map.of(), Set.of());
    }

    /// By all that can be in their way.
    ///
    /// @param insufficientQuotes the quotes that did not yield what was debited
    Map<QueuedOperation, Verdict> of(List<QueuedOperation> lost, Set<String> insufficientQuotes) {
        var outputs = lost.stream()
                .flatMap(queued -> queued.operation().outputs().stream())
                .map(SignedOutput::blindedSecret)
                .toList();
        return verdicts(lost, proofs(lost), book.signatures(outputs), insufficientQuotes);
    }

    private Map<Point, BookReader.ProofEntry> proofs(List<QueuedOperation> group) {
        return book.proofs(group.stream()
                .flatMap(queued -> queued.operation().inputs().stream())
                .map(Input::y)
                .toList());
    }

    private Map<QueuedOperation, Verdict> verdicts(
            List<QueuedOperation> group,
            Map<Point, BookReader.ProofEntry> proofs,
            Map<Point, BookReader.SignatureEntry> signatures,
            Set<String> insufficientQuotes) {
        var verdicts = new LinkedHashMap<QueuedOperation, Verdict>();
        for (var queued : group) {
            var operation = queued.operation();
            var inputs = operation.inputs().stream()
                    .map(input -> proofs.get(input.y()))
                    .filter(Objects::nonNull)
                    .toList();
            var outputs = operation.outputs().stream()
                    .map(output -> signatures.get(output.blindedSecret()))
                    .filter(Objects::nonNull)
                    .toList();
            verdicts.put(queued, verdict(operation, inputs, outputs, insufficientQuotes));
        }
        return verdicts;
    }

    private Verdict verdict(
            Operation operation,
            List<BookReader.ProofEntry> inputs,
            List<BookReader.SignatureEntry> outputs,
            Set<String> insufficientQuotes) {
        var owners = Stream.concat(
                inputs.stream().map(BookReader.ProofEntry::operation),
                outputs.stream().map(BookReader.SignatureEntry::operation));
        if (owners.anyMatch(operation.id().toString()::equals)) {
            return new Verdict.Won();
        }
        if (!inputs.isEmpty()) {
            return new Verdict.Lost(BookReader.refusalOfInputs(inputs));
        }
        if (!outputs.isEmpty()) {
            return new Verdict.Lost(BookReader.refusalOfOutputs(outputs));
        }
        return operation.debits().stream()
                .filter(debit -> insufficientQuotes.contains(debit.quoteId()))
                .findFirst()
                .<Verdict>map(debit -> new Verdict.Lost(issuance.refusal(debit)))
                .orElseGet(Verdict.Open::new);
    }
}
