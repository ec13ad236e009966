package org.cobnut.mint.ledger;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Answers to requests that were carried out before, whose answer got lost (NUT-19 without an end). There is no
/// cache: before a request is refused, for any reason but an outage, the book is asked whether it holds exactly
/// this request; if so, the answer comes from the book's rows, in the request's order. That survives restarts and
/// rotations, and tells nobody more than NUT-09 would.
///
/// Exactly it means that every input and output was written by one and the same operation, and that this
/// operation has no others.
@Component
public class Replays {

    private final BookReader book;
    private final Issuance issuance;
    private final BlindDiffieHellman bdhke = new BlindDiffieHellman(Curve.preferred());

    Replays(BookReader book, Issuance issuance) {
        this.book = book;
        this.issuance = issuance;
    }

    /// What `work` answers, or what this very swap was answered before.
    public List<BlindSignature> ofSwap(
            List<Proof> inputs, List<BlindedMessage> outputs, Supplier<List<BlindSignature>> work) {
        return answer(work, () -> swapped(inputs, outputs));
    }

    /// What `work` answers, or what this very mint, single or batch, was answered before.
    public List<BlindSignature> ofMint(
            Collection<String> quoteIds, List<BlindedMessage> outputs, Supplier<List<BlindSignature>> work) {
        return answer(work, () -> minted(Set.copyOf(quoteIds), outputs));
    }

    /// The change of a melt that was carried out with exactly these inputs: signatures of those of `outputs`
    /// that were used, in their order. Nothing if there was no such melt, or it is not completed.
    public Optional<List<BlindSignature>> melted(String quoteId, List<Proof> inputs, List<BlindedMessage> outputs) {
        var ys = ys(inputs);
        var proofs = book.proofs(ys);
        var change = book.change(quoteId);
        var asked = secrets(outputs);
        boolean isOfQuote = proofs.values().stream().allMatch(proof -> quoteId.equals(proof.quoteId()));
        if (!isOfQuote || !asked.containsAll(change.keySet())) {
            return Optional.empty();
        }
        return owner(ys.size(), proofs.values().stream().map(BookReader.ProofEntry::operation))
                .filter(operation -> change.values().stream().allMatch(entry -> operation.equals(entry.operation())))
                .flatMap(book::completed)
                .filter(counts -> counts.inputs() == ys.size())
                .map(_ -> signatures(asked, change));
    }

    private static List<BlindSignature> answer(
            Supplier<List<BlindSignature>> work, Supplier<Optional<List<BlindSignature>>> before) {
        try {
            return work.get();
        } catch (CashuException refusal) {
            if (refusal.code() == ErrorCode.UNAVAILABLE) {
                throw refusal; // the book cannot be asked, or does not know yet
            }
            return before.get().orElseThrow(() -> refusal);
        }
    }

    private Optional<List<BlindSignature>> swapped(List<Proof> inputs, List<BlindedMessage> outputs) {
        var signatures = sameOutputs(outputs);
        if (signatures.isEmpty() || inputs.isEmpty()) {
            return Optional.empty();
        }
        var ys = ys(inputs);
        Stream<@Nullable String> owners = Stream.concat(
                book.proofs(ys).values().stream().map(BookReader.ProofEntry::operation),
                signatures.values().stream().map(BookReader.SignatureEntry::operation));
        return owner(ys.size() + outputs.size(), owners)
                .flatMap(book::completed)
                .filter(counts -> counts.inputs() == ys.size()
                        && counts.outputs() == outputs.size()
                        && counts.quotes() == 0) // else it was a melt
                .map(_ -> signatures(secrets(outputs), signatures));
    }

    private Optional<List<BlindSignature>> minted(Set<String> quoteIds, List<BlindedMessage> outputs) {
        var signatures = sameOutputs(outputs);
        return owner(outputs.size(), signatures.values().stream().map(BookReader.SignatureEntry::operation))
                .filter(operation -> book.completed(operation)
                        .filter(counts -> counts.outputs() == outputs.size() && counts.quotes() == quoteIds.size())
                        .isPresent())
                .filter(operation -> issuance.hasDebited(operation, quoteIds))
                .map(_ -> signatures(secrets(outputs), signatures));
    }

    /// The rows of `outputs` if all of them were signed for the same amounts and keysets, else none.
    private Map<Point, BookReader.SignatureEntry> sameOutputs(List<BlindedMessage> outputs) {
        var found = book.signatures(secrets(outputs));
        boolean same = outputs.stream().allMatch(output -> {
            var entry = found.get(output.blindedSecret());
            return entry != null
                    && entry.isSigned()
                    && entry.amount().equals(output.amount())
                    && entry.keysetId().equals(output.keysetId());
        });
        return same ? found : Map.of();
    }

    /// The one operation of all `rows`, if they have one and there are `expected` of them.
    private static Optional<String> owner(int expected, Stream<@Nullable String> rows) {
        var owners = rows.toList();
        var distinct = new HashSet<>(owners);
        return owners.size() == expected && distinct.size() == 1
                ? distinct.stream().filter(Objects::nonNull).findFirst()
                : Optional.empty();
    }

    private static List<BlindSignature> signatures(
            List<Point> blindedSecrets, Map<Point, BookReader.SignatureEntry> entries) {
        return blindedSecrets.stream()
                .map(entries::get)
                .filter(Objects::nonNull)
                .flatMap(entry -> entry.signature().stream())
                .toList();
    }

    private static List<Point> secrets(List<BlindedMessage> outputs) {
        return outputs.stream().map(BlindedMessage::blindedSecret).toList();
    }

    private List<Point> ys(List<Proof> inputs) {
        return inputs.stream().map(input -> bdhke.hashToCurve(input.secret())).toList();
    }
}
