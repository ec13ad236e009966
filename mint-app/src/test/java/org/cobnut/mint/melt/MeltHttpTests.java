package org.cobnut.mint.melt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.fake.PaymentMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.mint.melt.MeltClient.FAILING;
import static org.cobnut.mint.melt.MeltClient.amounts;
import static org.cobnut.mint.melt.MeltClient.change;
import static org.cobnut.mint.melt.MeltClient.invoice;

/// NUT-05 and NUT-08 over HTTP, with every refusal that a melt can end in.
@MintTest
class MeltHttpTests {

    private final MeltClient client;

    MeltHttpTests(Mint mint) {
        client = new MeltClient(mint);
    }

    @AfterEach
    void theWorldIsAsBefore() {
        client.reset();
        client.assertBooksBalance();
    }

    @Test
    void paysAnInvoiceAndReturnsTheChange() {
        var inputs = client.wallet.issue(64, 32, 16);
        var blanks = client.wallet.blind(0, 0, 0, 0);
        var quote = client.quoted(invoice(100));

        var paid = client.melt(quote, inputs, blanks).ok();

        assertThat(paid.get("state").asString()).isEqualTo("PAID");
        assertThat(amounts(paid)).containsExactly(1L, 2L, 8L); // 112 less 100 less a fee of 1
        assertThat(paid.propertyNames())
                .containsExactlyInAnyOrder(
                        "quote",
                        "amount",
                        "fee_reserve",
                        "state",
                        "expiry",
                        "payment_preimage",
                        "change",
                        "request",
                        "unit",
                        "method");
        assertThat(client.find(quote)).isEqualTo(paid);
        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
        var proofs = client.wallet.unblind(blanks.subList(0, 3), change(paid));
        client.wallet.swap(proofs, client.wallet.blind(8, 2, 1)).ok();
    }

    @Test
    void restoresTheChange() {
        var blanks = client.wallet.blind(1, 1, 1, 1);
        var paid = client.melt(client.quoted(invoice(100)), client.wallet.issue(64, 32, 16), blanks)
                .ok();

        var restored = client.mint
                .bean(Ledger.class)
                .signatures(TestWallet.messages(blanks).stream()
                        .map(message -> message.blindedSecret())
                        .toList());

        assertThat(restored.values()).containsExactlyElementsOf(change(paid));
    }

    @Test
    void returnsTheLargestPartsOnTooFewBlankOutputs() {
        var paid = client.melt(client.quoted(invoice(100)), client.wallet.issue(64, 32, 16), client.wallet.blind(0, 0))
                .ok();

        assertThat(amounts(paid)).containsExactly(2L, 8L);
    }

    @Test
    void keepsWhatIsLeftWithoutBlankOutputs() {
        var paid = client.melt(client.quoted(invoice(100)), client.wallet.issue(64, 32, 16))
                .ok();

        assertThat(paid.has("change")).isFalse();
    }

    @Test
    void refusesAPendingMeltWithOtherBlankOutputs() {
        var inputs = client.wallet.issue(64, 32, 16);
        var blanks = client.wallet.blind(0, 0);
        var quote = client.quoted(invoice(100));
        var attempt = client.begin(quote, inputs, blanks);

        client.melt(quote, inputs, client.wallet.blind(0, 0)).refusedWith(ErrorCode.QUOTE_PENDING);
        client.melt(quote, inputs, blanks.subList(0, 1)).refusedWith(ErrorCode.QUOTE_PENDING);
        assertThat(client.melt(quote, inputs, blanks.reversed())
                        .ok()
                        .get("state")
                        .asString())
                .isEqualTo("PENDING");

        client.fake.resolve(attempt, MeltClient.paid(101));
        client.awaitState(quote, "PAID");
    }

    @Test
    void answersAtOnceIfThatIsPreferred() {
        var quote = client.quoted(invoice(100));
        var other = client.quoted(invoice(100));

        var pending = client.meltAsync(quote, client.wallet.issue(64, 32, 16), client.wallet.blind(0, 0, 0, 0))
                .ok();
        var preferred = client.meltPreferring("wait=5, Respond-Async", other, client.wallet.issue(64, 32, 16))
                .ok();

        assertThat(pending.get("state").asString()).isEqualTo("PENDING");
        assertThat(preferred.get("state").asString()).isEqualTo("PENDING");
        client.awaitState(quote, "PAID");
        client.awaitState(other, "PAID");
        assertThat(amounts(client.find(quote))).containsExactly(1L, 2L, 8L);
    }

    @Test
    @Provokes(ErrorCode.PAYMENT_FAILED)
    void givesTheInputsBackIfThePaymentFails() {
        var inputs = client.wallet.issue(64, 32, 8);
        var blanks = client.wallet.blind(0, 0);
        var quote = client.quoted(invoice(100, FAILING));

        client.melt(quote, inputs, blanks).refusedWith(ErrorCode.PAYMENT_FAILED);

        assertThat(client.states(inputs)).containsOnly(ProofState.UNSPENT);
        assertThat(client.state(quote)).isEqualTo("UNPAID");
        client.melt(quote, inputs, blanks).refusedWith(ErrorCode.PAYMENT_FAILED);
        client.melt(client.quoted(invoice(100)), inputs, blanks).ok();
    }

    @Test
    @Provokes({ErrorCode.QUOTE_PENDING, ErrorCode.PROOFS_PENDING, ErrorCode.OUTPUTS_PENDING})
    void holdsInputsAndOutputsWhileThePaymentIsInFlight() {
        var inputs = client.wallet.issue(64, 32, 8);
        var blanks = client.wallet.blind(0, 0);
        var quote = client.quoted(invoice(100));
        var attempt = client.begin(quote, inputs, blanks);

        assertThat(client.states(inputs)).containsOnly(ProofState.PENDING);
        assertThat(client.state(quote)).isEqualTo("PENDING");
        client.melt(quote, client.wallet.issue(64, 32, 8)).refusedWith(ErrorCode.QUOTE_PENDING);
        var other = client.quoted(invoice(100));
        client.melt(other, inputs).refusedWith(ErrorCode.PROOFS_PENDING);
        client.melt(other, client.wallet.issue(64, 32, 8), blanks).refusedWith(ErrorCode.OUTPUTS_PENDING);
        client.wallet.swap(inputs, client.wallet.blind(64, 32, 8)).refusedWith(ErrorCode.PROOFS_PENDING);

        client.fake.resolve(attempt, MeltClient.paid(101));
        client.awaitState(quote, "PAID");
        assertThat(amounts(client.find(quote))).containsExactly(1L, 2L);
    }

    @Test
    @Provokes({ErrorCode.INVOICE_PAID, ErrorCode.PROOFS_SPENT, ErrorCode.OUTPUTS_SIGNED})
    void refusesWhatHasBeenUsed() {
        var inputs = client.wallet.issue(64, 32, 8);
        var blanks = client.wallet.blind(0, 0);
        var request = invoice(100);
        var second = client.quoted(request);
        var quote = client.quoted(request);
        client.melt(quote, inputs, blanks).ok();

        client.melt(quote, client.wallet.issue(64, 32, 8)).refusedWith(ErrorCode.INVOICE_PAID);
        client.melt(second, client.wallet.issue(64, 32, 8)).refusedWith(ErrorCode.INVOICE_PAID);
        var other = client.quoted(invoice(100));
        client.melt(other, inputs).refusedWith(ErrorCode.PROOFS_SPENT);
        client.melt(other, client.wallet.issue(64, 32, 8), blanks).refusedWith(ErrorCode.OUTPUTS_SIGNED);
    }

    @Test
    @Provokes({ErrorCode.UNBALANCED, ErrorCode.DUPLICATE_INPUTS, ErrorCode.DUPLICATE_OUTPUTS})
    void refusesInputsAndOutputsThatDoNotFit() {
        var inputs = client.wallet.issue(64, 32, 4);
        var quote = client.quoted(invoice(100));
        var blank = client.wallet.blind(0).getFirst();

        client.melt(quote, inputs).refusedWith(ErrorCode.UNBALANCED);
        client.melt(quote, List.of()).refusedWith(ErrorCode.UNBALANCED);
        client.melt(quote, List.of(inputs.getFirst(), inputs.getFirst())).refusedWith(ErrorCode.DUPLICATE_INPUTS);
        client.melt(quote, client.wallet.issue(64, 64), List.of(blank, blank)).refusedWith(ErrorCode.DUPLICATE_OUTPUTS);
        assertThat(client.states(inputs)).containsOnly(ProofState.UNSPENT);
    }

    @Test
    @Provokes({ErrorCode.PROOF_INVALID, ErrorCode.KEYSET_UNKNOWN, ErrorCode.CONDITION_NOT_MET})
    void refusesProofsThatAreNotGood() {
        var quote = client.quoted(invoice(100));
        var good = client.wallet.issue(128).getFirst();
        var forged = new Proof(Amount.of(256), good.keysetId(), good.secret(), good.signature(), null, null);
        var foreign =
                new Proof(good.amount(), new KeysetId("00ffffffffffffff"), good.secret(), good.signature(), null, null);
        var lock = "[\"P2PK\",{\"nonce\":\"" + TestWallet.randomSecret() + "\",\"data\":\""
                + client.wallet.keyset().keys().values().iterator().next().hex() + "\"}]";
        var locked = client.wallet.issue(
                List.of(client.wallet.blind(client.wallet.keyset().id(), Amount.of(128), lock)));

        client.melt(quote, List.of(forged)).refusedWith(ErrorCode.PROOF_INVALID);
        client.melt(quote, List.of(foreign)).refusedWith(ErrorCode.KEYSET_UNKNOWN);
        client.melt(quote, locked).refusedWith(ErrorCode.CONDITION_NOT_MET);
    }

    @Test
    @Provokes({ErrorCode.QUOTE_UNKNOWN, ErrorCode.QUOTE_EXPIRED})
    void refusesQuotesThatAreUnknownOrExpired() {
        var inputs = client.wallet.issue(64, 32, 8);
        var quote = client.quoted(invoice(100));
        client.update("UPDATE melt_quote SET expiry = 1 WHERE id = ?", quote);

        client.melt(MeltClient.unknownId(), inputs).refusedWith(ErrorCode.QUOTE_UNKNOWN);
        client.melt(quote, inputs).refusedWith(ErrorCode.QUOTE_EXPIRED);
    }

    @Test
    void forgetsQuotesThatNobodyHasTriedToMelt() {
        var untried = client.quoted(invoice(100));
        var failed = client.quoted(invoice(100, FAILING));
        var recent = client.quoted(invoice(100));
        client.melt(failed, client.wallet.issue(64, 32, 8)).refusedWith(ErrorCode.PAYMENT_FAILED);
        client.update("UPDATE melt_quote SET expiry = 1 WHERE id = ?", untried);
        client.update("UPDATE melt_quote SET expiry = 1 WHERE id = ?", failed);

        client.mint.bean(MeltQuotePruning.class).prune();

        client.mint.get("/v1/melt/quote/bolt11/" + untried).refusedWith(ErrorCode.QUOTE_UNKNOWN);
        assertThat(client.state(failed)).isEqualTo("UNPAID");
        assertThat(client.state(recent)).isEqualTo("UNPAID");
    }

    @Test
    void answersARepeatedMeltAsTheFirst() {
        var inputs = client.wallet.issue(64, 32, 16);
        var blanks = client.wallet.blind(0, 0, 0, 0);
        var quote = client.quoted(invoice(100));
        var first = client.melt(quote, inputs, blanks).ok();

        assertThat(client.melt(quote, inputs, blanks).ok()).isEqualTo(first);
        assertThat(change(
                        client.melt(quote, inputs.reversed(), blanks.reversed()).ok()))
                .isEqualTo(change(first).reversed());
        client.melt(quote, inputs.subList(0, 2), blanks).refusedWith(ErrorCode.INVOICE_PAID);
        client.melt(quote, inputs, blanks.subList(0, 2)).refusedWith(ErrorCode.INVOICE_PAID);
    }

    @Test
    void answersTheTwinOfAMeltUnderWayThatItIsPending() {
        var inputs = client.wallet.issue(64, 32, 8);
        var quote = client.quoted(invoice(100));
        var attempt = client.begin(quote, inputs, List.of());

        assertThat(client.melt(quote, inputs).ok().get("state").asString()).isEqualTo("PENDING");
        client.melt(quote, inputs.subList(0, 2)).refusedWith(ErrorCode.QUOTE_PENDING);

        assertThat(client.fake.sent()).filteredOn(attempt::equals).hasSize(1);
        client.fake.resolve(attempt, MeltClient.paid(100));
        client.awaitState(quote, "PAID");
    }

    @Test
    void keepsPendingWhatItDoesNotKnow() {
        client.fake.switchPayments(PaymentMode.FAIL_AFTER_SENDING);
        var inputs = client.wallet.issue(64, 32, 8);
        var quote = client.quoted(invoice(100));

        var pending = client.melt(quote, inputs, client.wallet.blind(0, 0)).ok();

        assertThat(pending.get("state").asString()).isIn("PENDING", "PAID");
        client.awaitState(quote, "PAID"); // asked about later
        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
    }

    @Test
    void givesBackWhatTheNodeHasNeverHeardOf() {
        client.fake.switchPayments(PaymentMode.NEVER_HEARD);
        var inputs = client.wallet.issue(64, 32, 8);
        var quote = client.quoted(invoice(100));

        client.melt(quote, inputs).refusedWith(ErrorCode.PAYMENT_FAILED);

        assertThat(client.state(quote)).isEqualTo("UNPAID");
        assertThat(client.states(inputs)).containsOnly(ProofState.UNSPENT);
    }

    @Test
    void waitsForTheOutcomeThatComesLater() throws Exception {
        client.fake.switchPayments(PaymentMode.ANSWER_UNKNOWN);
        var inputs = client.wallet.issue(64, 32, 16);
        var blanks = client.wallet.blind(0, 0, 0, 0);
        var quote = client.quoted(invoice(100));
        int sent = client.fake.sent().size();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> client.melt(quote, inputs, blanks));
            Awaitility.await().until(() -> client.fake.sent().size() > sent);
            client.fake.resolve(client.fake.sent().getLast(), MeltClient.paid(101));

            assertThat(amounts(answer.get().ok())).containsExactly(1L, 2L, 8L);
        }
    }

    @Test
    void chargesNoMoreThanWasAgreedWhateverTheProcessorSpends() {
        var quote = client.quoted(invoice(100)); // and a reserve of 2
        var attempt = client.begin(quote, client.wallet.issue(128), client.wallet.blind(0, 0, 0, 0));

        client.fake.resolve(attempt, MeltClient.paid(120));

        client.awaitState(quote, "PAID");
        assertThat(amounts(client.find(quote))).containsExactly(2L, 8L, 16L);
        assertThat(client.isLoss(quote)).isTrue();
    }

    @Test
    void givesNothingAwayIfAProcessorSaysThatItHasSpentNothing() {
        var quote = client.quoted(invoice(100));
        var attempt = client.begin(quote, client.wallet.issue(128), client.wallet.blind(0, 0, 0, 0));

        client.fake.resolve(attempt, MeltClient.paid(0));

        client.awaitState(quote, "PAID");
        assertThat(amounts(client.find(quote))).containsExactly(4L, 8L, 16L);
        assertThat(client.isLoss(quote)).isFalse();
    }

    @Test
    void doesNotGiveBackWhatTheNodeHasForgotten() {
        var inputs = client.wallet.issue(64, 32, 8);
        var quote = client.quoted(invoice(100));
        var attempt = client.begin(quote, inputs, List.of());
        client.fake.forget(attempt);

        client.update("UPDATE saga_state SET last_checked = 0 WHERE quote_id = ?", quote);
        client.sweep();

        assertThat(client.state(quote)).isEqualTo("PENDING");
        assertThat(client.states(inputs)).containsOnly(ProofState.PENDING);
        client.fake.tell(new org.cobnut.payment.PaymentEvent.Settled(attempt, MeltClient.paid(100)));
        client.awaitState(quote, "PAID");
    }

    @Test
    void settlesAPaymentThatFailsLater() {
        var inputs = client.wallet.issue(64, 32, 8);
        var quote = client.quoted(invoice(100));
        var attempt = client.begin(quote, inputs, List.of());

        client.fake.resolve(attempt, new PaymentOutcome.Failed("no route"));

        client.awaitState(quote, "UNPAID");
        assertThat(client.states(inputs)).containsOnly(ProofState.UNSPENT);
    }

    @Test
    void paysOneInvoiceOnceHoweverManyQuotesThereAre() throws Exception {
        var request = invoice(100);
        var quotes = IntStream.range(0, 6).mapToObj(_ -> client.quoted(request)).toList();
        var inputs = quotes.stream().map(_ -> client.wallet.issue(64, 32, 8)).toList();
        int sent = client.fake.sent().size();

        var answers = atOnce(IntStream.range(0, 6)
                .<Callable<Answer>>mapToObj(i -> () -> client.melt(quotes.get(i), inputs.get(i)))
                .toList());

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(answer ->
                        List.of(20005, 20006).contains(answer.json().get("code").asInt()));
        assertThat(client.fake.sent()).hasSize(sent + 1);
        assertThat(inputs.stream().map(client::states).filter(states -> states.contains(ProofState.SPENT)))
                .hasSize(1);
    }

    @Test
    void paysOneQuoteOnceHoweverManyPayIt() throws Exception {
        var quote = client.quoted(invoice(100));
        var inputs = IntStream.range(0, 6)
                .mapToObj(_ -> client.wallet.issue(64, 32, 8))
                .toList();
        int sent = client.fake.sent().size();

        var answers = atOnce(inputs.stream()
                .<Callable<Answer>>map(proofs -> () -> client.melt(quote, proofs))
                .toList());

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(client.fake.sent()).hasSize(sent + 1);
        assertThat(inputs.stream().map(client::states).filter(states -> states.contains(ProofState.SPENT)))
                .hasSize(1);
    }

    @Test
    void spendsOneProofOnceInSeveralMelts() throws Exception {
        var inputs = client.wallet.issue(64, 32, 8);
        var quotes =
                IntStream.range(0, 6).mapToObj(_ -> client.quoted(invoice(100))).toList();
        int sent = client.fake.sent().size();

        var answers = atOnce(quotes.stream()
                .<Callable<Answer>>map(quote -> () -> client.melt(quote, inputs))
                .toList());

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(client.fake.sent()).hasSize(sent + 1);
        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
