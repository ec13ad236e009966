package org.cobnut.mint.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.store.Database;
import org.cobnut.mint.store.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a melt does to the book, step by step. Every step is part of the caller's transaction, in which the caller has
/// already guarded its quote and its saga: that is the lock order.
@Component
public class Reservations {

    private static final String SPENT =
            "SELECT count(*) FROM proof WHERE quote_id = ? AND operation_id = ? AND state = 'SPENT'";

    private final JdbcClient jdbc;
    private final Database database;
    private final BookWriter writer;
    private final Book book;
    private final Tripwire tripwire;
    private final Clock clock;
    private final Curve curve = Curve.preferred();

    Reservations(JdbcClient jdbc, Database database, BookWriter writer, Book book, Tripwire tripwire, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.writer = writer;
        this.book = book;
        this.tripwire = tripwire;
        this.clock = clock;
    }

    /// Holds `inputs` for a melt and writes down its blank outputs.
    ///
    /// @throws CashuException if an input is spent (11001) or held (11002), an output signed (11003) or in use
    ///     (11004), or the inputs' keyset closed by this (12002); the transaction has to be rolled back then
    public void reserve(OperationId operation, String quoteId, Inputs inputs, List<BlindedMessage> blanks) {
        Transactions.requireOpen();
        var now = clock.instant();
        if (!writer.addProofs(proofRows(operation, quoteId, inputs, ProofState.PENDING), now)
                .isEmpty()) {
            throw refusalOf(inputs);
        }
        if (!writer.addSignatures(blankRows(operation, quoteId, blanks), now).isEmpty()) {
            throw refusalOf(blanks);
        }
        jdbc.sql("INSERT INTO melt_request (quote_id, inputs_amount, inputs_fee) VALUES (?, ?, ?)")
                .params(quoteId, inputs.sum().toLongExact(), inputs.fee().toLongExact())
                .update();
        var sums = new Sums.Collector();
        inputs.list()
                .forEach(input ->
                        sums.reserved(input.proof().keysetId(), input.proof().amount()));
        addToSums(sums.list());
    }

    /// What a melt under way holds, as [#reserve] wrote it down. The rows are read one query after the other: one
    /// inside
    /// the other takes two connections, and when all are out in pairs, none is left for anybody's second.
    public Optional<Reservation> of(OperationId operation, String quoteId) {
        return jdbc.sql("SELECT inputs_amount, inputs_fee FROM melt_request WHERE quote_id = ?")
                .param(quoteId)
                .query((row, _) -> new Reservation(
                        operation,
                        quoteId,
                        Amount.of(row.getLong("inputs_amount")),
                        Amount.of(row.getLong("inputs_fee")),
                        List.of()))
                .optional()
                .map(held -> new Reservation(operation, quoteId, held.inputs(), held.fee(), blanks(operation)));
    }

    /// Spends what a melt holds, and signs its change: the melt is completed.
    ///
    /// @param fees of the inputs, by keyset
    /// @param change for some of the blank outputs; the others are forgotten
    /// @param payment what left the mint
    /// @return the proofs that are spent now, to be published once the transaction is committed
    public ProofsChanged settle(Reservation held, Map<KeysetId, Amount> fees, List<Output> change, Payment payment) {
        var sums = new Sums.Collector();
        var proofs = redeem(held, fees, sums);
        complete(held, proofs.size(), change, payment, sums);
        return changed(proofs, ProofState.SPENT);
    }

    /// Spends what a melt holds; its change is signed later, by [#complete].
    ///
    /// @param fees of the inputs, by keyset
    /// @return the proofs that are spent now, to be published once the transaction is committed
    public ProofsChanged spend(Reservation held, Map<KeysetId, Amount> fees) {
        var sums = new Sums.Collector();
        var proofs = redeem(held, fees, sums);
        writer.addToSums(sums.list());
        return changed(proofs, ProofState.SPENT);
    }

    /// Signs the change of a melt whose inputs are spent.
    ///
    /// @param change for some of the blank outputs; the others are forgotten
    /// @param payment what left the mint
    public void complete(Reservation held, List<Output> change, Payment payment) {
        Transactions.requireOpen();
        var inputs = jdbc.sql(SPENT)
                .params(held.quoteId(), held.operation().toString())
                .query(Integer.class)
                .single();
        complete(held, inputs, change, payment, new Sums.Collector());
    }

    /// Whether the inputs of a melt have been spent by it.
    public boolean isSpent(OperationId operation, String quoteId) {
        return jdbc.sql(SPENT)
                        .params(quoteId, operation.toString())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private List<Held> redeem(Reservation held, Map<KeysetId, Amount> fees, Sums.Collector sums) {
        Transactions.requireOpen();
        var proofs = lockProofs(held.operation());
        requireAll(held, proofs);
        requireCount(
                jdbc.sql("UPDATE proof SET state = 'SPENT' WHERE operation_id = ? AND state = 'PENDING'")
                        .param(held.operation().toString())
                        .update(),
                proofs.size());
        for (var proof : proofs) {
            sums.released(proof.keysetId(), proof.amount());
            sums.redeemed(proof.keysetId(), proof.amount());
        }
        fees.forEach(sums::fee);
        return proofs;
    }

    private void complete(Reservation held, int inputs, List<Output> change, Payment payment, Sums.Collector sums) {
        sign(held.operation(), change);
        forget(held);
        change.forEach(output ->
                sums.issued(output.signature().keysetId(), output.signature().amount()));
        writer.addCompleted(List.of(completed(held, inputs, change, payment)), clock.instant());
        writer.addToSums(sums.list());
    }

    /// Spends inputs at once, without having held them, and signs their change: for a payment inside the mint.
    ///
    /// @throws CashuException as [#reserve]
    public ProofsChanged spend(
            OperationId operation, String quoteId, Inputs inputs, List<Output> change, Payment payment) {
        Transactions.requireOpen();
        var now = clock.instant();
        if (!writer.addProofs(proofRows(operation, quoteId, inputs, ProofState.SPENT), now)
                .isEmpty()) {
            throw refusalOf(inputs);
        }
        if (!writer.addSignatures(changeRows(operation, quoteId, change), now).isEmpty()) {
            throw refusalOf(change.stream()
                    .map(output -> new BlindedMessage(
                            output.signature().amount(), output.signature().keysetId(), output.blindedSecret()))
                    .toList());
        }
        var held = new Reservation(operation, quoteId, inputs.sum(), inputs.fee(), List.of());
        writer.addCompleted(List.of(completed(held, inputs.list().size(), change, payment)), now);
        var sums = new Sums.Collector();
        inputs.list()
                .forEach(input ->
                        sums.redeemed(input.proof().keysetId(), input.proof().amount()));
        change.forEach(output ->
                sums.issued(output.signature().keysetId(), output.signature().amount()));
        inputs.fees().forEach(sums::fee);
        addToSums(sums.list());
        return new ProofsChanged(inputs.list().stream()
                .map(input -> new KnownProof(
                        input.y(), ProofState.SPENT, input.proof().witness()))
                .toList());
    }

    /// Gives back what a melt holds, as if it had never been.
    ///
    /// @return the proofs that are unspent again, to be published once the transaction is committed
    public ProofsChanged release(Reservation held) {
        Transactions.requireOpen();
        var proofs = lockProofs(held.operation());
        requireAll(held, proofs);
        requireCount(
                jdbc.sql("DELETE FROM proof WHERE operation_id = ? AND state = 'PENDING'")
                        .param(held.operation().toString())
                        .update(),
                proofs.size());
        forget(held);
        var sums = new Sums.Collector();
        proofs.forEach(proof -> sums.released(proof.keysetId(), proof.amount()));
        writer.addToSums(sums.list());
        return changed(proofs, ProofState.UNSPENT);
    }

    /// Whether a melt under way holds, or has just spent, exactly these proofs.
    public boolean holds(OperationId operation, String quoteId, Collection<Point> ys) {
        var held = jdbc.sql("SELECT y FROM proof WHERE quote_id = ? AND operation_id = ?")
                .params(quoteId, operation.toString())
                .query((row, _) -> curve.point(row.getBytes("y")))
                .list();
        return held.size() == ys.size() && Set.copyOf(held).equals(Set.copyOf(ys));
    }

    /// The keysets of what a melt holds, one for each proof: what its fees are worked out from.
    public List<KeysetId> keysets(OperationId operation) {
        return jdbc.sql("SELECT keyset_id FROM proof WHERE operation_id = ? AND state = 'PENDING'")
                .param(operation.toString())
                .query((row, _) -> KeysetId.parse(row.getString(1)))
                .list();
    }

    /// Where more than was issued could be redeemed. What is held already has been counted.
    private void addToSums(List<Sums> sums) {
        try {
            writer.addToSums(sums);
        } catch (DataIntegrityViolationException error) {
            throw Sums.isBoundBroken(error) ? tripwire.pullLater(sums) : error;
        }
    }

    private List<Held> lockProofs(OperationId operation) {
        return jdbc.sql("SELECT y, amount, keyset_id, witness FROM proof WHERE operation_id = ? AND state = 'PENDING'"
                        + " ORDER BY y"
                        + database.forUpdate())
                .param(operation.toString())
                .query((row, _) -> new Held(
                        curve.point(row.getBytes("y")),
                        Amount.of(row.getLong("amount")),
                        KeysetId.parse(row.getString("keyset_id")),
                        row.getString("witness")))
                .list();
    }

    private List<BlindedMessage> blanks(OperationId operation) {
        return jdbc.sql("""
            SELECT blinded_message, amount, keyset_id FROM blind_signature
            WHERE operation_id = ? AND c IS NULL ORDER BY order_index
            """)
                .param(operation.toString())
                .query((row, _) -> new BlindedMessage(
                        Amount.of(row.getLong("amount")),
                        KeysetId.parse(row.getString("keyset_id")),
                        curve.point(row.getBytes("blinded_message"))))
                .list();
    }

    /// In the order of `B_`, as every writer.
    private void sign(OperationId operation, List<Output> change) {
        var sorted = change.stream()
                .sorted(Comparator.comparing(output -> output.blindedSecret().hex()))
                .toList();
        for (var output : sorted) {
            var row = SignatureRow.signed(output, null, OperationKind.MELT, operation, 0);
            requireCount(
                    jdbc.sql("""
                        UPDATE blind_signature SET amount = ?, c = ?, dleq_e = ?, dleq_s = ?, signed_time = ?
                        WHERE blinded_message = ? AND operation_id = ? AND keyset_id = ? AND c IS NULL
                        """)
                            .param(row.amount().toLongExact())
                            .param(row.c())
                            .param(row.dleqE())
                            .param(row.dleqS())
                            .param(clock.instant().getEpochSecond())
                            .param(row.blindedSecret().compressed())
                            .param(operation.toString())
                            .param(row.keysetId().hex())
                            .update(),
                    1);
        }
    }

    /// What no longer holds anything: blank outputs that were not needed, and the notes for the change.
    private void forget(Reservation held) {
        jdbc.sql("DELETE FROM blind_signature WHERE operation_id = ? AND c IS NULL")
                .param(held.operation().toString())
                .update();
        jdbc.sql("DELETE FROM melt_request WHERE quote_id = ?")
                .param(held.quoteId())
                .update();
    }

    private static Completed completed(Reservation held, int inputs, List<Output> change, Payment payment) {
        var issued = Amount.sum(
                change.stream().map(output -> output.signature().amount()).toList());
        return new Completed(
                held.operation(),
                OperationKind.MELT,
                issued,
                held.inputs(),
                held.fee(),
                payment,
                inputs,
                change.size(),
                1);
    }

    private static List<ProofRow> proofRows(OperationId operation, String quoteId, Inputs inputs, ProofState state) {
        return inputs.list().stream()
                .map(input -> new ProofRow(input.y(), input.proof(), state, quoteId, OperationKind.MELT, operation))
                .toList();
    }

    private static List<SignatureRow> blankRows(OperationId operation, String quoteId, List<BlindedMessage> blanks) {
        var rows = new ArrayList<SignatureRow>();
        for (var blank : blanks) {
            rows.add(new SignatureRow(
                    blank.blindedSecret(),
                    blank.amount(),
                    blank.keysetId(),
                    null,
                    quoteId,
                    OperationKind.MELT,
                    operation,
                    rows.size()));
        }
        return rows;
    }

    private static List<SignatureRow> changeRows(OperationId operation, String quoteId, List<Output> change) {
        var rows = new ArrayList<SignatureRow>();
        for (var output : change) {
            rows.add(SignatureRow.signed(output, quoteId, OperationKind.MELT, operation, rows.size()));
        }
        return rows;
    }

    private CashuException refusalOf(Inputs inputs) {
        boolean spent = book.proofs(inputs.ys()).values().stream().anyMatch(proof -> proof.state() == ProofState.SPENT);
        return new CashuException(spent ? ErrorCode.PROOFS_SPENT : ErrorCode.PROOFS_PENDING);
    }

    private CashuException refusalOf(List<BlindedMessage> outputs) {
        var secrets = outputs.stream().map(BlindedMessage::blindedSecret).toList();
        boolean signed = book.signatures(secrets).values().stream().anyMatch(Book.SignatureEntry::isSigned);
        return new CashuException(signed ? ErrorCode.OUTPUTS_SIGNED : ErrorCode.OUTPUTS_PENDING);
    }

    private static void requireAll(Reservation held, List<Held> proofs) {
        var sum = Amount.sum(proofs.stream().map(Held::amount).toList());
        if (!sum.equals(held.inputs())) {
            throw new IllegalStateException("melt " + held.operation() + " holds " + sum + ", not " + held.inputs());
        }
    }

    private static void requireCount(int changed, int expected) {
        if (changed != expected) {
            throw new IllegalStateException(changed + " rows were changed instead of " + expected);
        }
    }

    private static ProofsChanged changed(List<Held> proofs, ProofState state) {
        return new ProofsChanged(proofs.stream()
                .map(proof -> new KnownProof(proof.y(), state, state == ProofState.SPENT ? proof.witness() : null))
                .toList());
    }

    private record Held(
            Point y,
            Amount amount,
            KeysetId keysetId,
            @Nullable String witness) {}
}
