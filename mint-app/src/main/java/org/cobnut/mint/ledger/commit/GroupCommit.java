package org.cobnut.mint.ledger.commit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.BookWriter;
import org.cobnut.mint.ledger.CompletedOperation;
import org.cobnut.mint.ledger.Issuance;
import org.cobnut.mint.ledger.KeysetSums;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.OverRedemptionGuard;
import org.cobnut.mint.ledger.ProofRow;
import org.cobnut.mint.ledger.QuoteDebit;
import org.cobnut.mint.ledger.SignatureRow;
import org.cobnut.mint.store.DatabaseFailure;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One transaction for a group of operations, and a verdict for each.
///
/// ## Why it is right
///
/// The keys of a group are disjoint ([Group]), and every row is inserted with ON CONFLICT DO NOTHING. If another
/// replica's transaction has inserted the same key and is still open, the insert waits for it: that one rolls back
/// and we insert, or it commits and we skip. So a row that was not inserted means that another operation's is in
/// the book. Such an operation has lost; the whole transaction is rolled back, so that losers leave nothing behind,
/// and the rest tries again without them. Each round drops a loser, so it ends. All transactions take rows in one
/// order (quotes, proofs, signatures, sums, each by key), so they never wait in a circle.
///
/// ## Five rules for everything else
///
/// 1. An error that would come again (a value or a constraint) hits only the operation that causes it: the group is
///    taken apart. An error that may pass (deadlock, timeout) is the whole group's, which is tried again.
/// 2. When the connection broke, the commit may or may not have happened. The group is written again: if it had
///    happened, its operations lose against rows that carry their own id, and have won.
/// 3. A loser's refusal is read from the row that was in its way. If that is gone by then, it tries again.
/// 4. After a group with losers the next one first looks which inputs are spent: a storm of double spends must not cost
///    a rollback for each group.
/// 5. Everything is bounded: operations and rows of a group, tries, and the queue.
final class GroupCommit {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private static final int MAX_RETRIES = 3;

    private final Transactions transactions;
    private final SqlDialect dialect;
    private final BookWriter writer;
    private final Issuance issuance;
    private final Verdicts verdicts;
    private final OverRedemptionGuard overRedemption;
    private final Clock clock;
    private final int attempts;
    private volatile boolean hadLosers;

    GroupCommit(
            Transactions transactions,
            SqlDialect dialect,
            BookWriter writer,
            Issuance issuance,
            Verdicts verdicts,
            OverRedemptionGuard overRedemption,
            Clock clock,
            int attempts) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.writer = writer;
        this.issuance = issuance;
        this.verdicts = verdicts;
        this.overRedemption = overRedemption;
        this.clock = clock;
        this.attempts = attempts;
    }

    /// Whether somebody has just spent twice: until a group has no losers, it pays to look before others work.
    boolean isContested() {
        return hadLosers;
    }

    /// Decides the operations of `group`, whose keys are disjoint.
    ///
    /// @return the undecided ones, whose conflict has vanished: they belong into the next group
    List<QueuedOperation> commit(List<QueuedOperation> group) {
        var rest = new ArrayList<>(group);
        if (hadLosers) {
            verdicts.ofInputs(rest).forEach(GroupCommit::apply);
            hadLosers = rest.removeIf(QueuedOperation::isDecided);
        }
        var undecided = new ArrayList<QueuedOperation>();
        try {
            commitWithoutLosers(rest, undecided);
        } catch (CashuException unavailable) {
            rest.forEach(queued -> queued.refuse(unavailable));
        } catch (RuntimeException error) {
            undecided.addAll(commitOneByOne(rest, error));
        }
        return undecided;
    }

    private void commitWithoutLosers(List<QueuedOperation> rest, List<QueuedOperation> undecided) {
        while (!rest.isEmpty()) {
            var conflicts = write(rest.stream().map(QueuedOperation::operation).toList());
            if (conflicts.isEmpty()) {
                rest.forEach(QueuedOperation::complete);
                return;
            }
            hadLosers = true;
            var lost = rest.stream()
                    .filter(queued -> conflicts.include(queued.operation()))
                    .toList();
            if (lost.isEmpty()) {
                throw new IllegalStateException("a group lost, but none of its operations");
            }
            rest.removeAll(lost);
            undecided.addAll(settleLost(lost, conflicts));
        }
    }

    private List<QueuedOperation> settleLost(List<QueuedOperation> lost, Conflicts conflicts) {
        try {
            verdicts.of(lost, conflicts.quotes()).forEach(GroupCommit::apply);
        } catch (RuntimeException error) { // theirs alone: the rest of the group goes on
            log.warn(
                    "{} operations are answered that their outcome is unknown, since the rows in their way could not be read",
                    lost.size(),
                    error);
            lost.forEach(queued -> queued.refuse(QueuedOperation.outcomeUnknown()));
        }
        var undecided = lost.stream().filter(queued -> !queued.isDecided()).toList();
        undecided.stream()
                .filter(queued -> queued.countRetry() > MAX_RETRIES)
                .forEach(queued -> queued.refuse(QueuedOperation.outcomeUnknown()));
        return undecided.stream().filter(queued -> !queued.isDecided()).toList();
    }

    private static void apply(QueuedOperation queued, Verdict verdict) {
        switch (verdict) {
            case Verdict.Won _ -> queued.complete();
            case Verdict.Lost(var reason) -> queued.refuse(reason);
            case Verdict.Open _ -> {}
        }
    }

    /// Rule 1: each alone, so that only the cause of `error` meets it.
    private List<QueuedOperation> commitOneByOne(List<QueuedOperation> rest, RuntimeException error) {
        if (rest.size() == 1) {
            var queued = rest.getFirst();
            queued.refuse(refusalOf(queued.operation(), error));
            return List.of();
        }
        log.warn(
                "A group of {} operations is committed one by one now, after {}",
                rest.size(),
                error.getClass().getSimpleName());
        return rest.stream().flatMap(queued -> commit(List.of(queued)).stream()).toList();
    }

    private Throwable refusalOf(Operation operation, RuntimeException error) {
        if (dialect.failure(error) != DatabaseFailure.REFUSED) {
            return error;
        }
        if (KeysetSums.isBoundBroken(error)) {
            return overRedemption.closeKeysets(KeysetSums.of(List.of(operation)));
        }
        log.warn("The database refused an operation's values", error);
        return new CashuException(ErrorCode.MALFORMED_REQUEST, "a value of the request cannot be stored");
    }

    /// Rules 1 and 2: tries again what may pass, and what may have happened.
    ///
    /// @return none if all of `group` is in the book, else what prevented it
    private Conflicts write(List<Operation> group) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.onceIf(Conflicts::isEmpty, () -> writeInTransaction(group));
            } catch (RuntimeException error) {
                switch (dialect.failure(error)) {
                    case REFUSED, OTHER -> throw error;
                    case BUSY, UNAVAILABLE, LOST -> {
                        log.warn(
                                "Try {} of a group has failed with {}",
                                attempt,
                                error.getClass().getSimpleName());
                        if (attempt >= attempts) {
                            throw QueuedOperation.outcomeUnknown();
                        }
                    }
                }
            }
        }
    }

    private Conflicts writeInTransaction(List<Operation> group) {
        var now = clock.instant();
        var debits = QuoteDebit.sorted(group);
        var insufficientQuotes = debits.isEmpty() ? Set.<String>of() : issuance.claim(debits, now);
        if (!insufficientQuotes.isEmpty()) {
            return Conflicts.ofQuotes(insufficientQuotes);
        }
        var spent = writer.addProofs(ProofRow.spentBy(group), now);
        if (!spent.isEmpty()) {
            return Conflicts.ofInputs(spent);
        }
        var signed = writer.addSignatures(SignatureRow.signedBy(group), now);
        if (!signed.isEmpty()) {
            return Conflicts.ofOutputs(signed);
        }
        writer.addCompleted(group.stream().map(CompletedOperation::of).toList(), now);
        if (!debits.isEmpty()) {
            issuance.record(debits, now);
        }
        writer.addToSums(KeysetSums.of(group));
        return Conflicts.none();
    }
}
