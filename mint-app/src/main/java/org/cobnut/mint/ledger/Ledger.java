package org.cobnut.mint.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.store.Transactions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// The book of the mint: which proofs are spent, and what was signed.
@Component
public class Ledger {

    private final Committer committer;
    private final BookReader book;
    private final Clock clock;
    private final SecureRandom random;
    private final ApplicationEventPublisher events;

    Ledger(Committer committer, BookReader book, Clock clock, SecureRandom random, ApplicationEventPublisher events) {
        this.committer = committer;
        this.book = book;
        this.clock = clock;
        this.random = random;
        this.events = events;
    }

    /// An id for an operation that is about to begin.
    public OperationId newOperation() {
        return OperationId.at(clock.instant(), random);
    }

    /// Runs `check`. If it refuses, and an input is spent or pending, the refusal says that instead. [#commit]
    /// decides about spent inputs, so an honest request need not pay for the question: it is asked when `check`
    /// refuses, and beforehand while somebody is spending twice.
    ///
    /// @return what `check` returns
    public <T> T checkUnspent(Inputs inputs, Supplier<T> check) {
        if (committer.isContested()) {
            requireUnspent(inputs);
        }
        try {
            return check.get();
        } catch (CashuException refusal) {
            requireUnspent(inputs);
            throw refusal;
        }
    }

    /// Refuses inputs that are spent (11001) or reserved by an operation under way (11002), before anybody works
    /// for them. What decides is [#commit] alone.
    public void requireUnspent(Inputs inputs) {
        var known = book.proofs(inputs.ys()).values();
        if (!known.isEmpty()) {
            throw BookReader.refusalOfInputs(known);
        }
    }

    /// Writes a swap or mint into the book, whole or not at all. When this returns, it is committed.
    ///
    /// @throws CashuException with the code of what was in its way; after UNAVAILABLE nobody knows, and a repeat of
    ///     the request is answered with what became of it
    public void commit(Operation operation) {
        Transactions.requireNone();
        committer.commit(operation);
        if (!operation.inputs().isEmpty()) {
            events.publishEvent(ProofsChanged.spentBy(operation));
        }
    }

    /// What is known of each of `ys`, in their order, duplicates included (NUT-07). One statement.
    public List<KnownProof> states(List<Point> ys) {
        var known = book.proofs(ys);
        return ys.stream().map(y -> state(y, known)).toList();
    }

    /// The signatures of those of `blindedSecrets` that were signed, in their order (NUT-09). One statement.
    public Map<Point, BlindSignature> signatures(Collection<Point> blindedSecrets) {
        var known = book.signatures(blindedSecrets);
        var signatures = new LinkedHashMap<Point, BlindSignature>();
        for (var blindedSecret : blindedSecrets) {
            var entry = known.get(blindedSecret);
            if (entry != null) {
                entry.signature().ifPresent(signature -> signatures.put(blindedSecret, signature));
            }
        }
        return signatures;
    }

    /// The change that was signed for a melt, in the order of its blank outputs (NUT-08). One statement.
    public List<BlindSignature> change(String quoteId) {
        return book.change(quoteId).values().stream()
                .flatMap(entry -> entry.signature().stream())
                .toList();
    }

    /// As [#change], of several melts by their quotes; those without change are left out. At most one statement.
    public Map<String, List<BlindSignature>> changes(Collection<String> quoteIds) {
        return quoteIds.isEmpty() ? Map.of() : book.changes(quoteIds);
    }

    private static KnownProof state(Point y, Map<Point, BookReader.ProofEntry> known) {
        var proof = known.get(y);
        if (proof == null) {
            return new KnownProof(y, ProofState.UNSPENT, null);
        }
        return new KnownProof(y, proof.state(), proof.state() == ProofState.SPENT ? proof.witness() : null);
    }
}
