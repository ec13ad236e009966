package org.cobnut.mint.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Failure;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One transaction for a group of operations, and a verdict for each.
///
/// ## Why it is right
///
/// The keys of a group are disjoint ([Group]), and every row is inserted with ON CONFLICT DO NOTHING. If another
/// replica's transaction has inserted the same key and is still open, the insert waits for it: that one rolls back and
/// we insert, or it commits and we skip. So a row that was not inserted means that somebody else's is in the book. Such
/// an operation has lost; the whole transaction is rolled back, so that losers leave nothing behind, and the rest tries
/// again without them. Each round drops a loser, so it ends. All transactions take rows in one order (quotes, proofs,
/// signatures, sums, each by key), so they never wait in a circle.
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

    private static final int MAX_RETURNS = 3;

    private final Transactions transactions;
    private final SqlDialect dialect;
    private final BookWriter writer;
    private final Issuance issuance;
    private final Verdicts verdicts;
    private final Tripwire tripwire;
    private final Clock clock;
    private final int attempts;
    private volatile boolean hadLosers;

    GroupCommit(
            Transactions transactions,
            SqlDialect dialect,
            BookWriter writer,
            Issuance issuance,
            Verdicts verdicts,
            Tripwire tripwire,
            Clock clock,
            int attempts) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.writer = writer;
        this.issuance = issuance;
        this.verdicts = verdicts;
        this.tripwire = tripwire;
        this.clock = clock;
        this.attempts = attempts;
    }

    /// Whether somebody has just spent twice: until a group has no losers, it pays to look before others work.
    boolean isContested() {
        return hadLosers;
    }

    /// Decides the operations of `group`, whose keys are disjoint.
    ///
    /// @return those that are undecided because whoever was in their way has gone: they belong into the next group
    List<Pending> commit(List<Pending> group) {
        var rest = new ArrayList<>(group);
        if (hadLosers) {
            verdicts.ofInputs(rest).forEach(GroupCommit::settle);
            hadLosers = rest.removeIf(Pending::isDecided);
        }
        var undecided = new ArrayList<Pending>();
        try {
            commitWithoutLosers(rest, undecided);
        } catch (CashuException unavailable) {
            rest.forEach(pending -> pending.refused(unavailable));
        } catch (RuntimeException error) {
            undecided.addAll(takenApart(rest, error));
        }
        return undecided;
    }

    private void commitWithoutLosers(List<Pending> rest, List<Pending> undecided) {
        while (!rest.isEmpty()) {
            var losers = write(rest.stream().map(Pending::operation).toList());
            if (losers.isEmpty()) {
                rest.forEach(Pending::committed);
                return;
            }
            hadLosers = true;
            var lost = rest.stream()
                    .filter(pending -> losers.include(pending.operation()))
                    .toList();
            if (lost.isEmpty()) {
                throw new IllegalStateException("a group lost, but none of its operations");
            }
            rest.removeAll(lost);
            undecided.addAll(undecided(lost, losers));
        }
    }

    private List<Pending> undecided(List<Pending> lost, Losers losers) {
        try {
            verdicts.of(lost, losers.quotes()).forEach(GroupCommit::settle);
        } catch (RuntimeException error) { // theirs alone: the rest of the group goes on
            log.warn("Why {} operations lost could not be read", lost.size(), error);
            lost.forEach(pending -> pending.refused(Pending.unknown()));
        }
        var undecided = lost.stream().filter(pending -> !pending.isDecided()).toList();
        undecided.stream()
                .filter(pending -> pending.returned() > MAX_RETURNS)
                .forEach(pending -> pending.refused(Pending.unknown()));
        return undecided.stream().filter(pending -> !pending.isDecided()).toList();
    }

    private static void settle(Pending pending, Verdict verdict) {
        switch (verdict) {
            case Verdict.Won _ -> pending.committed();
            case Verdict.Lost(var reason) -> pending.refused(reason);
            case Verdict.Open _ -> {}
        }
    }

    /// Rule 1: each alone, so that only the cause of `error` meets it.
    private List<Pending> takenApart(List<Pending> rest, RuntimeException error) {
        if (rest.size() == 1) {
            var pending = rest.getFirst();
            pending.refused(reason(pending.operation(), error));
            return List.of();
        }
        log.warn(
                "A group of {} operations is taken apart after {}",
                rest.size(),
                error.getClass().getSimpleName());
        return rest.stream()
                .flatMap(pending -> commit(List.of(pending)).stream())
                .toList();
    }

    private Throwable reason(Operation operation, RuntimeException error) {
        if (dialect.failure(error) != Failure.REFUSED) {
            return error;
        }
        if (Sums.isBoundBroken(error)) {
            return tripwire.pull(Sums.of(List.of(operation)));
        }
        log.warn("The database refused an operation's values", error);
        return new CashuException(ErrorCode.MALFORMED_REQUEST, "a value of the request cannot be stored");
    }

    /// Rules 1 and 2: tries again what may pass, and what may have happened.
    ///
    /// @return nobody if all of `group` is in the book, else who prevented it
    private Losers write(List<Operation> group) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.onceIf(Losers::isEmpty, () -> writeInTransaction(group));
            } catch (RuntimeException error) {
                switch (dialect.failure(error)) {
                    case REFUSED, OTHER -> throw error;
                    case BUSY, UNAVAILABLE, LOST -> {
                        log.warn(
                                "Try {} of a group failed with {}",
                                attempt,
                                error.getClass().getSimpleName());
                        if (attempt >= attempts) {
                            throw Pending.unknown();
                        }
                    }
                }
            }
        }
    }

    private Losers writeInTransaction(List<Operation> group) {
        var now = clock.instant();
        var draws = Draw.sorted(group);
        var unyielding = draws.isEmpty() ? Set.<String>of() : issuance.claim(draws, now);
        if (!unyielding.isEmpty()) {
            return Losers.ofQuotes(unyielding);
        }
        var spent = writer.addProofs(ProofRow.spentBy(group), now);
        if (!spent.isEmpty()) {
            return Losers.ofInputs(spent);
        }
        var signed = writer.addSignatures(SignatureRow.signedBy(group), now);
        if (!signed.isEmpty()) {
            return Losers.ofOutputs(signed);
        }
        writer.addCompleted(group.stream().map(Completed::of).toList(), now);
        if (!draws.isEmpty()) {
            issuance.record(draws, now);
        }
        writer.addToSums(Sums.of(group));
        return Losers.none();
    }
}
