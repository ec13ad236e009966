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
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.mint.ledger.Saga;
import org.cobnut.mint.ledger.Sagas;
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
        var accepted = client.mint.bean(Melt.class).accept(known, request);
        var route = client.mint.bean(Processors.class).forMelting("sat", PaymentMethod.BOLT11);
        var operation = client.mint.bean(Ledger.class).newOperation();
        return outer().reserve(accepted, operation, route.node(), route);
    }

    RoutedMelt attempt(RoutedMelt payment) {
        return outer().attempt(payment);
    }

    /// Pays without concluding.
    PaymentOutcome pay(RoutedMelt payment) {
        var terms = payment.terms();
        return payment.route().pay(payment.attempt(), terms.options(), terms.maxFee());
    }

    /// Pays and concludes, as the thread that was stopped before would.
    PaymentOutcome send(RoutedMelt payment) {
        return outer().send(payment);
    }

    /// Concludes in a process whose signatory is away.
    void concludeWithoutSignatory(RoutedMelt payment, PaymentOutcome outcome) {
        withSignatoryThatRefuses(ErrorCode.UNAVAILABLE).conclude(payment, outcome, MeltSettlement.Source.PROMISE);
    }

    /// Ends a melt that is paid, as an operator decides whose signatory refuses to sign its change.
    void finishAsSigned(RoutedMelt payment, ErrorCode refusal) {
        withSignatoryThatRefuses(refusal).finishAsSigned(payment.saga(), payment.terms());
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
        return new MeltSettlement(
                mint.bean(MeltQuotes.class),
                mint.bean(MeltAttempts.class),
                mint.bean(Sagas.class),
                mint.bean(Reservations.class),
                keysets,
                refusing,
                mint.bean(Transactions.class),
                mint.bean(LateEvidence.class),
                mint.bean(MeltEvents.class));
    }

    /// The melt's replica dies.
    void die(Saga saga) {
        client.update(
                "UPDATE saga_state SET replica_id = 'dead' WHERE operation_id = ?",
                saga.operation().toString());
    }

    /// The melt belongs to another replica, which lives.
    void giveAway(Saga saga) {
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

    private ExternalPayment outer() {
        return client.mint.bean(ExternalPayment.class);
    }
}
