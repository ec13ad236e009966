package org.cobnut.mint.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;

/// Reads from the book why operations could not be inserted.
final class Verdicts {

    private final Book book;
    private final Issuance issuance;

    Verdicts(Book book, Issuance issuance) {
        this.book = book;
        this.issuance = issuance;
    }

    /// By their inputs alone, in one statement.
    Map<Pending, Verdict> ofInputs(List<Pending> group) {
        return verdicts(group, proofs(group), Map.of(), Set.of());
    }

    /// By all that can be in their way.
    ///
    /// @param unyielding the quotes that did not yield what was drawn
    Map<Pending, Verdict> of(List<Pending> lost, Set<String> unyielding) {
        var outputs = lost.stream()
                .flatMap(pending -> pending.operation().outputs().stream())
                .map(Output::blindedSecret)
                .toList();
        return verdicts(lost, proofs(lost), book.signatures(outputs), unyielding);
    }

    private Map<Point, Book.ProofEntry> proofs(List<Pending> group) {
        return book.proofs(group.stream()
                .flatMap(pending -> pending.operation().inputs().stream())
                .map(Input::y)
                .toList());
    }

    private Map<Pending, Verdict> verdicts(
            List<Pending> group,
            Map<Point, Book.ProofEntry> proofs,
            Map<Point, Book.SignatureEntry> signatures,
            Set<String> unyielding) {
        var verdicts = new LinkedHashMap<Pending, Verdict>();
        for (var pending : group) {
            var operation = pending.operation();
            var inputs = operation.inputs().stream()
                    .map(input -> proofs.get(input.y()))
                    .filter(Objects::nonNull)
                    .toList();
            var outputs = operation.outputs().stream()
                    .map(output -> signatures.get(output.blindedSecret()))
                    .filter(Objects::nonNull)
                    .toList();
            verdicts.put(pending, verdict(operation, inputs, outputs, unyielding));
        }
        return verdicts;
    }

    private Verdict verdict(
            Operation operation,
            List<Book.ProofEntry> inputs,
            List<Book.SignatureEntry> outputs,
            Set<String> unyielding) {
        var owners = Stream.concat(
                inputs.stream().map(Book.ProofEntry::operation),
                outputs.stream().map(Book.SignatureEntry::operation));
        if (owners.anyMatch(operation.id().toString()::equals)) {
            return new Verdict.Won();
        }
        if (!inputs.isEmpty()) {
            boolean spent = inputs.stream().anyMatch(proof -> proof.state() == ProofState.SPENT);
            return lost(spent ? ErrorCode.PROOFS_SPENT : ErrorCode.PROOFS_PENDING);
        }
        if (!outputs.isEmpty()) {
            boolean signed = outputs.stream().anyMatch(Book.SignatureEntry::isSigned);
            return lost(signed ? ErrorCode.OUTPUTS_SIGNED : ErrorCode.OUTPUTS_PENDING);
        }
        return operation.draws().stream()
                .filter(draw -> unyielding.contains(draw.quoteId()))
                .findFirst()
                .<Verdict>map(draw -> new Verdict.Lost(issuance.refusal(draw)))
                .orElseGet(Verdict.Open::new);
    }

    private static Verdict lost(ErrorCode code) {
        return new Verdict.Lost(new CashuException(code));
    }
}
