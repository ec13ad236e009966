package org.cobnut.mint.melt;

import java.util.List;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.melt.MeltClient.invoice;
import static org.cobnut.mint.melt.MeltClient.paid;

/// What a node tells of an attempt when a later one is under way, or when the melt is over.
@MintTest
class LateEvidenceTests {

    private final MeltClient client;
    private final MeltSteps steps;
    private final List<Proof> inputs;
    private final List<Proof> later;
    private final String quote;

    LateEvidenceTests(Mint mint) {
        client = new MeltClient(mint);
        client.reset();
        steps = new MeltSteps(client);
        inputs = client.wallet.issue(64, 32, 8);
        later = client.wallet.issue(64, 32, 8);
        quote = client.quoted(invoice(100));
    }

    @AfterEach
    void theWorldIsAsBefore() {
        client.reset();
        client.assertBooksBalance();
    }

    @Test
    void anEarlierFailureSaysNothingOfALaterAttempt() {
        var first = client.fail(quote, inputs);
        var second = client.begin(quote, later, List.of());

        tell(first, new PaymentOutcome.Failed("no route"));

        assertThat(client.state(quote)).isEqualTo("PENDING");
        assertThat(client.states(later)).containsOnly(ProofState.PENDING);
        client.fake.resolve(second, paid(100));
        client.awaitState(quote, "PAID");
        assertThat(client.isLoss(quote)).isFalse();
    }

    @Test
    @Provokes(ErrorCode.MELTING_DISABLED)
    void aPaymentThatArrivesAfterItsReleaseIsALossAndStopsItsNode() {
        var attempt = client.fail(quote, inputs);

        tell(attempt, paid(100));

        assertThat(client.state(quote)).isEqualTo("PAID");
        assertThat(client.isLoss(quote)).isTrue();
        assertThat(client.states(inputs)).containsOnly(ProofState.UNSPENT);
        client.melt(client.quoted(invoice(10)), inputs).refusedWith(ErrorCode.MELTING_DISABLED);
        client.melt(quote, inputs).refusedWith(ErrorCode.INVOICE_PAID);
    }

    @Test
    void newsThatComesTwiceIsBookedOnce() {
        var attempt = client.fail(quote, inputs);
        tell(attempt, paid(100));
        client.reset();

        tell(attempt, paid(100));

        client.melt(client.quoted(invoice(10)), inputs).ok();
    }

    @Test
    void newsOfAMeltThatIsSettledChangesNothing() {
        var attempt = client.begin(quote, inputs, List.of());
        client.fake.resolve(attempt, paid(100));
        client.awaitState(quote, "PAID");

        tell(attempt, paid(100));
        tell(attempt, new PaymentOutcome.Failed("no route"));

        assertThat(client.state(quote)).isEqualTo("PAID");
        assertThat(client.isLoss(quote)).isFalse();
    }

    @Test
    void aLaterMeltThatIsOnlyReservedIsSettledAndNeverSent() {
        var first = client.fail(quote, inputs);
        var reserved = steps.reserve(quote, later, List.of());
        steps.giveAway(reserved.saga());

        tell(first, paid(100));

        assertThat(client.state(quote)).isEqualTo("PAID");
        assertThat(client.isLoss(quote)).isFalse();
        assertThat(client.states(later)).containsOnly(ProofState.SPENT);
        assertThatExceptionOfType(CashuException.class).isThrownBy(() -> steps.attempt(reserved));
        assertThat(client.fake.sent()).doesNotContain(reserved.attempt());
    }

    @Test
    void sendsNothingOnceAnEarlierPaymentHasArrived() {
        var first = client.fail(quote, inputs);
        var reserved = steps.reserve(quote, later, List.of());
        // A crash after the evidence is written down, before the later melt is settled by it.
        client.mint
                .bean(LateEvidence.class)
                .book(first, reserved.terms(), new Evidence(org.cobnut.cashu.Amount.of(100), null));
        client.reset();

        assertThatExceptionOfType(CashuException.class).isThrownBy(() -> steps.attempt(reserved));

        steps.recover();
        client.awaitState(quote, "PAID");
        assertThat(client.isLoss(quote)).isFalse();
        assertThat(client.states(later)).containsOnly(ProofState.SPENT);
        assertThat(client.fake.sent()).doesNotContain(reserved.attempt());
    }

    @Test
    void aLaterMeltThatFailsIsSettledByTheEarlierPayment() {
        var first = client.fail(quote, inputs);
        var second = client.begin(quote, later, client.wallet.blind(0, 0));

        tell(first, paid(100));
        assertThat(client.state(quote)).isEqualTo("PENDING");
        client.fake.resolve(second, new PaymentOutcome.Failed("no route"));

        client.awaitState(quote, "PAID");
        assertThat(client.isLoss(quote)).isFalse();
        assertThat(client.states(later)).containsOnly(ProofState.SPENT);
        assertThat(MeltClient.amounts(client.find(quote))).containsExactly(4L);
    }

    @Test
    void aLaterMeltThatArrivesTooMakesTheEarlierPaymentALoss() {
        var first = client.fail(quote, inputs);
        var second = client.begin(quote, later, List.of());

        tell(first, paid(100));
        client.fake.resolve(second, paid(100));

        client.awaitState(quote, "PAID");
        assertThat(client.isLoss(quote)).isTrue();
        assertThat(client.states(later)).containsOnly(ProofState.SPENT);
    }

    @Test
    void aPaymentOfAnInvoiceThatAnotherQuoteHasPaidIsALossToo() {
        var request = invoice(100);
        var one = client.quoted(request);
        var other = client.quoted(request);
        var attempt = client.fail(one, inputs);
        client.reset();
        client.melt(other, later).ok();

        tell(attempt, paid(100));

        assertThat(client.state(one)).isEqualTo("UNPAID");
        assertThat(client.isLoss(one)).isTrue();
        assertThat(client.isLoss(other)).isFalse();
    }

    @Test
    void anotherNodesWordCountsForNothing() {
        var attempt = client.begin(quote, inputs, List.of());

        client.mint.bean(MeltListener.class).report(new NodeId("somebody"), attempt, paid(100));
        client.mint
                .bean(MeltListener.class)
                .report(client.fake.node(), new AttemptId(new java.util.UUID(1, 1)), paid(100));

        assertThat(client.state(quote)).isEqualTo("PENDING");
        client.fake.resolve(attempt, paid(100));
        client.awaitState(quote, "PAID");
    }

    /// As the processor does; returns when it is committed.
    private void tell(AttemptId attempt, PaymentOutcome outcome) {
        var event = new PaymentEvent.Settled(attempt, outcome);
        client.mint.bean(MeltListener.class).report(client.fake.node(), event.attempt(), event.outcome());
    }
}
