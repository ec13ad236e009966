package org.cobnut.mint.melt;

import java.net.http.HttpRequest;
import java.util.List;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.payment.PaymentOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.melt.MeltClient.invoice;

/// What an operator does about a melt whose node never tells.
@MintTest
class MeltsEndpointTests {

    private final MeltClient client;
    private final MeltSteps steps;
    private final MeltsEndpoint endpoint;
    private final List<Proof> inputs;
    private final String quote;

    MeltsEndpointTests(Mint mint) {
        client = new MeltClient(mint);
        client.reset();
        steps = new MeltSteps(client);
        endpoint = mint.bean(MeltsEndpoint.class);
        inputs = client.wallet.issue(64, 32, 16);
        quote = client.quoted(invoice(100));
    }

    @AfterEach
    void theWorldIsAsBefore() {
        client.reset();
        client.assertBooksBalance();
    }

    @Test
    void listsWhatIsUnderWay() {
        var attempt = client.begin(quote, inputs, List.of());

        assertThat(endpoint.melts())
                .filteredOn(melt -> melt.attempt().equals(attempt.toString()))
                .hasSize(1)
                .first()
                .satisfies(melt -> {
                    assertThat(melt.node()).isEqualTo(client.fake.node().value());
                    assertThat(melt.amount()).isEqualTo(100);
                    assertThat(melt.feeReserve()).isEqualTo(2);
                });

        client.fake.resolve(attempt, MeltClient.paid(100));
        client.awaitState(quote, "PAID");
    }

    @Test
    void givesTheInputsBackIfItHasFailed() {
        var attempt = stuck();

        assertThat(decide("failed", null, null).state()).isEqualTo("UNPAID");

        assertThat(client.states(inputs)).containsOnly(ProofState.UNSPENT);
        client.mint.bean(MeltListener.class).report(client.fake.node(), attempt, MeltClient.paid(100));
        assertThat(client.state(quote)).isEqualTo("PAID");
        assertThat(client.isLoss(quote)).isTrue();
    }

    @Test
    void spendsTheInputsIfItHasArrived() {
        stuck();

        assertThat(decide("paid", 101L, null).state()).isEqualTo("PAID");

        assertThat(client.state(quote)).isEqualTo("PAID");
        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
        assertThat(client.isLoss(quote)).isFalse();
    }

    @Test
    void heedsTheNodeMoreThanTheOperator() {
        var attempted = steps.attempt(steps.reserve(quote, inputs, List.of()));
        steps.giveAway(attempted.saga());
        assertThat(steps.pay(attempted)).isInstanceOf(PaymentOutcome.Paid.class);
        askedInVain();

        assertThat(decide("failed", null, null).state()).isEqualTo("PAID");

        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
    }

    @Test
    void endsAMeltWhoseChangeIsNeverSigned() {
        var attempted = paidWithoutChange();
        assertThat(client.state(quote)).isEqualTo("PENDING");

        steps.finishAsSigned(attempted, ErrorCode.KEYSET_INACTIVE);

        assertThat(client.state(quote)).isEqualTo("PAID");
        assertThat(client.answer(quote).change()).isEmpty();
        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
    }

    @Test
    void forgoesNoChangeThatMayStillBeSigned() {
        var attempted = paidWithoutChange();

        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> steps.finishAsSigned(attempted, ErrorCode.UNAVAILABLE));
        assertThat(decide("unchanged", null, null).state()).isEqualTo("PAID");

        assertThat(client.answer(quote).change()).isNotEmpty();
    }

    @Test
    void leavesNoMeltUnchangedThatMayNotHaveArrived() {
        stuck();

        refuses("unchanged", null, null, "the mint ends this melt by itself");

        decide("failed", null, null);
    }

    @Test
    void decidesNothingBeforeTheMintHasAsked() {
        var attempt = client.begin(quote, inputs, List.of());
        client.update("UPDATE saga_state SET checks = 0, last_checked = 9999999999 WHERE quote_id = ?", quote);

        refuses("failed", null, null, "the mint has not asked in vain yet");

        client.fake.resolve(attempt, MeltClient.paid(100));
        client.awaitState(quote, "PAID");
    }

    @ParameterizedTest
    @CsvSource({
        "lost,   ,    ,   'the outcome is failed, paid or unchanged'",
        "paid,   ,    ,   what was spent is missing",
        "paid,   -1,  ,   what was spent is missing",
        "paid,   99,  ,   no less than the amount was spent",
        "paid,   100, 00, the proof is not the preimage of the invoice's hash",
    })
    void refusesWhatCannotBe(String outcome, @Nullable Long spent, @Nullable String proof, String reason) {
        stuck();

        refuses(outcome, spent, proof, reason);

        assertThat(client.states(inputs)).containsOnly(ProofState.PENDING);
        decide("failed", null, null);
    }

    @Test
    void refusesAnotherAttemptThanTheOneUnderWay() {
        stuck();
        var operation = client.saga(quote).operation().toString();

        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.decide(operation, MeltClient.unknownId(), "failed", null, null))
                .satisfies(refusal -> assertThat(refusal.getReason()).isEqualTo("the melt is at another attempt"));

        decide("failed", null, null);
    }

    @Test
    void isNotExposedUnasked() {
        assertThat(client.mint
                        .send(HttpRequest.newBuilder(client.mint.managementUri("/actuator/melts")))
                        .status())
                .isEqualTo(404);
    }

    private RoutedMelt paidWithoutChange() {
        var attempted = steps.attempt(steps.reserve(quote, inputs, client.wallet.blind(0, 0, 0, 0)));
        steps.giveAway(attempted.saga());
        steps.concludeWithoutSignatory(attempted, MeltClient.paid(101));
        askedInVain();
        return attempted;
    }

    /// A melt whose node has forgotten the payment, and has been asked about it.
    private org.cobnut.payment.AttemptId stuck() {
        var attempt = client.begin(quote, inputs, List.of());
        client.fake.forget(attempt);
        askedInVain();
        return attempt;
    }

    private void askedInVain() {
        client.update(
                "UPDATE saga_state SET checks = 1, created_at = 0, last_checked = 9999999999 WHERE quote_id = ?",
                quote);
    }

    private MeltsEndpoint.Decided decide(String outcome, @Nullable Long spent, @Nullable String proof) {
        var saga = client.saga(quote);
        return endpoint.decide(saga.operation().toString(), saga.attempt().toString(), outcome, spent, proof);
    }

    private void refuses(String outcome, @Nullable Long spent, @Nullable String proof, String reason) {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> decide(outcome, spent, proof))
                .satisfies(refusal -> assertThat(refusal.getReason()).isEqualTo(reason));
    }
}
