package org.cobnut.mint.melt;

import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.store.Transactions;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.fake.PaymentMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.melt.MeltClient.amounts;
import static org.cobnut.mint.melt.MeltClient.invoice;

/// What becomes of a melt whose process dies or stops between two steps.
@MintTest
class MeltRecoveryTests {

    private final MeltClient client;
    private final MeltSteps steps;
    private final List<Proof> inputs;
    private final List<TestWallet.Blinded> blanks;
    private final String quote;

    MeltRecoveryTests(Mint mint) {
        client = new MeltClient(mint);
        steps = new MeltSteps(client);
        inputs = client.wallet.issue(64, 32, 16);
        blanks = client.wallet.blind(0, 0, 0, 0);
        quote = client.quoted(invoice(100));
    }

    @AfterEach
    void theWorldIsAsBefore() {
        client.reset();
        client.assertBooksBalance();
    }

    @Test
    void releasesWhatADeadReplicaHadReserved() {
        var reserved = steps.reserve(quote, inputs, blanks);
        steps.die(reserved.saga());

        steps.recover();

        assertReleased(reserved);
    }

    @Test
    void releasesWhatNoThreadOfThisReplicaWorksAt() {
        var reserved = steps.reserve(quote, inputs, blanks);

        steps.recover();

        assertReleased(reserved);
    }

    @Test
    void doesNotTouchWhatALivingReplicaHolds() {
        var reserved = steps.reserve(quote, inputs, blanks);
        steps.giveAway(reserved.saga());

        steps.recover();

        assertThat(client.state(quote)).isEqualTo("PENDING");
        assertThat(client.states(inputs)).containsOnly(ProofState.PENDING);
        steps.die(reserved.saga());
        steps.recover();
        assertReleased(reserved);
    }

    @Test
    void releasesAnAttemptThatWasNeverSent() {
        var attempted = steps.attempt(steps.reserve(quote, inputs, blanks));
        steps.die(attempted.saga());

        steps.recover();

        assertReleased(attempted);
    }

    @Test
    void sendsNothingAfterAnotherReplicaHasReleasedTheAttempt() {
        var stopped = steps.attempt(steps.reserve(quote, inputs, blanks));
        steps.die(stopped.saga());
        steps.recover();

        var outcome = steps.send(stopped);

        assertThat(outcome).isInstanceOf(PaymentOutcome.Failed.class);
        assertReleased(stopped);
    }

    @Test
    void attemptsNothingThatAnotherReplicaHasTakenOver() {
        var stopped = steps.reserve(quote, inputs, blanks);
        steps.giveAway(stopped.saga());

        assertThatExceptionOfType(CashuException.class).isThrownBy(() -> steps.attempt(stopped));

        steps.die(stopped.saga());
        steps.recover();
        assertReleased(stopped);
    }

    @Test
    void settlesWhatWasPaidBeforeTheCrash() {
        var attempted = steps.attempt(steps.reserve(quote, inputs, blanks));
        steps.giveAway(attempted.saga());
        assertThat(steps.pay(attempted)).isInstanceOf(PaymentOutcome.Paid.class);
        steps.die(attempted.saga());

        steps.recover();

        assertSettled();
    }

    @Test
    void releasesWhatHadFailedBeforeTheCrash() {
        var failing = client.quoted(invoice(100, MeltClient.FAILING));
        var attempted = steps.attempt(steps.reserve(failing, inputs, blanks));
        steps.giveAway(attempted.saga());
        assertThat(steps.pay(attempted)).isInstanceOf(PaymentOutcome.Failed.class);
        steps.die(attempted.saga());

        steps.recover();

        assertThat(client.state(failing)).isEqualTo("UNPAID");
        assertThat(client.states(inputs)).containsOnly(ProofState.UNSPENT);
    }

    @Test
    void keepsWhatIsInFlightUntilItIsKnown() {
        client.fake.switchPayments(PaymentMode.ANSWER_UNKNOWN);
        var attempted = steps.attempt(steps.reserve(quote, inputs, blanks));
        steps.giveAway(attempted.saga());
        steps.pay(attempted);
        steps.die(attempted.saga());

        steps.recover();

        assertThat(client.state(quote)).isEqualTo("PENDING");
        client.fake.resolve(attempted.attempt(), MeltClient.paid(101));
        client.awaitState(quote, "PAID");
        assertSettled();
    }

    @Test
    void signsTheChangeOfAMeltThatIsKnownAsPaid() {
        var attempted = steps.attempt(steps.reserve(quote, inputs, blanks));
        client.mint.bean(Transactions.class).run(() -> {
            client.mint.bean(MeltSagas.class).markPaid(attempted.saga().operation(), new Evidence(Amount.ONE, null));
            client.mint.bean(MeltAttempts.class).markPaid(attempted.attempt(), new Evidence(Amount.of(101), null));
        });
        steps.die(attempted.saga());

        steps.recover();

        assertSettled();
    }

    @Test
    void staysPendingForWalletsUntilTheChangeIsSigned() {
        var attempted = steps.attempt(steps.reserve(quote, inputs, blanks));
        steps.giveAway(attempted.saga());

        steps.concludeWithoutSignatory(attempted, MeltClient.paid(101));

        var unfinished = client.find(quote);
        assertThat(unfinished.get("state").asString()).isEqualTo("PENDING");
        assertThat(amounts(unfinished)).isEmpty();
        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
        assertThat(client.melt(quote, inputs, blanks).ok()).isEqualTo(unfinished);
        assertThat(client.answer(quote).isFinal()).isFalse();
        assertThat(client.answer(quote).state()).isEqualTo("PENDING");
        steps.die(attempted.saga());
        steps.recover();
        assertSettled();
        assertThat(amounts(client.melt(quote, inputs, blanks).ok())).containsExactly(1L, 2L, 8L);
        assertThat(client.answer(quote).isFinal()).isTrue();
        assertThat(client.answer(quote).change()).isEqualTo(MeltClient.change(client.find(quote)));
    }

    @Test
    void asksNoOtherNodeToPayThanTheOneItIsReservedFor() {
        var attempted = steps.attempt(steps.reserve(quote, inputs, blanks));
        client.update("UPDATE saga_state SET node_id = 'elsewhere' WHERE quote_id = ?", quote);

        var outcome = steps.send(new RoutedMelt(client.saga(quote), attempted.terms(), attempted.route()));

        assertThat(outcome).isInstanceOf(PaymentOutcome.Unresolved.class);
        assertThat(client.fake.sent()).doesNotContain(attempted.attempt());
        client.update(
                "UPDATE saga_state SET node_id = ? WHERE quote_id = ?",
                client.fake.node().value(),
                quote);
        steps.die(attempted.saga());
        steps.recover();
        assertReleased(attempted);
    }

    @Test
    void settlesByEvidenceWhoeverHasIt() {
        var attempted = steps.attempt(steps.reserve(quote, inputs, blanks));
        steps.giveAway(attempted.saga());

        steps.send(attempted); // in an epoch that is over

        assertSettled();
    }

    @Test
    void releasesNothingThatIsAnothersEvenIfItFailed() {
        var failing = client.quoted(invoice(100, MeltClient.FAILING));
        var attempted = steps.attempt(steps.reserve(failing, inputs, blanks));
        steps.giveAway(attempted.saga());

        steps.send(attempted);
        client.find(failing);

        assertThat(client.state(failing)).isEqualTo("PENDING");
        assertThat(client.states(inputs)).containsOnly(ProofState.PENDING);
        steps.die(attempted.saga());
        steps.recover();
        assertThat(client.state(failing)).isEqualTo("UNPAID");
    }

    @Test
    void releasesNothingThatWasAttemptedSinceItWasRead() {
        client.fake.switchPayments(PaymentMode.ANSWER_UNKNOWN);
        var attempt = client.begin(quote, inputs, blanks);
        var asItWas = client.saga(quote);
        var reserved = new MeltSaga(
                asItWas.operation(),
                quote,
                MeltSaga.State.RESERVED,
                asItWas.epoch(),
                asItWas.attempt(),
                asItWas.node(),
                null,
                asItWas.createdAt(),
                asItWas.lastChecked(),
                0);

        client.update("UPDATE saga_state SET last_checked = 0, checks = 0 WHERE quote_id = ?", quote);
        client.mint.bean(MeltStatusCheck.class).checkAsOwner(reserved, false);

        assertThat(client.state(quote)).isEqualTo("PENDING");
        client.fake.resolve(attempt, MeltClient.paid(101));
        client.awaitState(quote, "PAID");
    }

    private void assertReleased(RoutedMelt payment) {
        assertThat(client.state(quote)).isEqualTo("UNPAID");
        assertThat(client.states(inputs)).containsOnly(ProofState.UNSPENT);
        assertThat(client.fake.sent()).doesNotContain(payment.attempt());
        assertThat(client.melt(quote, inputs, blanks).ok().get("state").asString())
                .isEqualTo("PAID");
    }

    private void assertSettled() {
        var paid = client.find(quote);
        assertThat(paid.get("state").asString()).isEqualTo("PAID");
        assertThat(amounts(paid)).containsExactly(1L, 2L, 8L);
        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
        assertThat(client.isLoss(quote)).isFalse();
    }
}
