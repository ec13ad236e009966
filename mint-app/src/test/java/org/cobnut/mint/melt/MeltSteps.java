package org.cobnut.mint.melt;

import java.util.List;

import org.awaitility.Awaitility;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.SignedOutput;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.store.Transactions;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.PaymentOutcome;

/// The steps of a melt one by one, as a process makes them that dies, or stops, after any of them.
final class MeltSteps {

    private static final String OTHER = "another replica";

    private final MeltClient client;

    MeltSteps(MeltClient client) {
        this.client = client;
    }

    /// Reserves, and leaves it at that.
    RoutedMelt reserve(String quote, List<Proof> inputs, List<TestWallet.Blinded> blanks) {
        var request = new MeltRequest(quote, inputs, TestWallet.messages(blanks), null);
        var known = client.mint.bean(MeltQuoteBook.class).known(PaymentMethod.BOLT11, quote);
        var accepted = client.mint.bean(MeltAcceptance.class).accept(known, request);
        var route = client.mint.bean(Processors.class).forMelting("sat", PaymentMethod.BOLT11);
        var operation = client.mint.bean(Ledger.class).newOperation();
        return preparation().reserve(accepted, operation, route.node(), route);
    }

    RoutedMelt attempt(RoutedMelt payment) {
        return preparation().attempt(payment);
    }

    /// Pays without concluding.
    PaymentOutcome pay(RoutedMelt payment) {
        var terms = payment.terms();
        return payment.route().pay(payment.attempt(), terms.options(), terms.maxFee());
    }

    /// Pays and concludes, as the thread that was stopped before would.
    PaymentOutcome send(RoutedMelt payment) {
        return client.mint.bean(ExternalPayment.class).send(payment);
    }

    /// Concludes in a process whose signatory is away.
    void concludeWithoutSignatory(RoutedMelt payment, PaymentOutcome outcome) {
        withSignatoryThatRefuses(ErrorCode.UNAVAILABLE).conclude(payment, outcome);
    }

    /// Ends a melt that is paid, as an operator decides whose signatory refuses to sign its change.
    void finishAsSigned(RoutedMelt payment, ErrorCode refusal) {
        withSignatoryThatRefuses(refusal).finishWithoutRefusedChange(payment.saga(), payment.terms());
    }

    private MeltSettlement withSignatoryThatRefuses(ErrorCode refusal) {
        var mint = client.mint;
        var keysets = mint.bean(Keysets.class);
        var refusing = new Change(keysets) {
            @Override
            List<SignedOutput> sign(List<BlindedMessage> blanks, Amount inputs, Amount fee, Amount spent) {
                throw new CashuException(refusal);
            }
        };
        var quotes = mint.bean(MeltQuotes.class);
        var sagas = mint.bean(MeltSagas.class);
        var reservations = mint.bean(MeltReservations.class);
        var transactions = mint.bean(Transactions.class);
        var events = mint.bean(MeltEvents.class);
        return new MeltSettlement(
                quotes,
                mint.bean(MeltAttempts.class),
                sagas,
                reservations,
                new MeltChange(quotes, sagas, reservations, refusing, transactions, events),
                transactions,
                mint.bean(LateEvidence.class),
                events);
    }

    /// The melt's replica dies.
    void die(MeltSaga saga) {
        client.update(
                "UPDATE saga_state SET replica_id = 'dead' WHERE operation_id = ?",
                saga.operation().toString());
    }

    /// The melt belongs to another replica, which lives.
    void giveAway(MeltSaga saga) {
        client.mint
                .bean(Transactions.class)
                .run(() -> client.jdbc()
                        .sql("INSERT INTO replica (id, lease_until, started_time) VALUES (?, 9999999999, 0)"
                                + " ON CONFLICT DO NOTHING")
                        .param(OTHER)
                        .update());
        client.update(
                "UPDATE saga_state SET replica_id = ?, epoch = epoch + 1 WHERE operation_id = ?",
                OTHER,
                saga.operation().toString());
    }

    /// What this replica does about melts that are nobody's.
    void recover() {
        client.mint.bean(MeltRecovery.class).takeOver();
        // The mint's own look for dead replicas may be at it at the same moment.
        Awaitility.await()
                .atMost(MeltClient.PATIENCE)
                .until(() -> client.jdbc()
                                .sql("SELECT count(*) FROM saga_state WHERE replica_id = 'dead'")
                                .query(Integer.class)
                                .single()
                        == 0);
        client.sweep();
    }

    private PaymentPreparation preparation() {
        return client.mint.bean(PaymentPreparation.class);
    }
}
