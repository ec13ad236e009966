package org.cobnut.mint.melt;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.keyset.RotationTerms;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.Provokes;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.fake.FakePayments;
import org.cobnut.payment.fake.PaymentMode;
import org.cobnut.payment.fake.ReceiptMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.mint.melt.MeltClient.amounts;
import static org.cobnut.mint.melt.MeltClient.invoice;

/// Melting at a mint of several units whose inputs cost something, whose keysets are rotated, and which
/// does not wait long.
class MeltUnitsHttpTests {

    private static final Mint MINT = Mint.start(
            Engine.SQLITE,
            Map.of(
                    "cobnut.units", "sat,usd",
                    "cobnut.fake.units", "sat,usd",
                    "cobnut.fake.min-delay", "0s",
                    "cobnut.fake.max-delay", "0s",
                    "cobnut.keysets.input-fee-ppk", "100",
                    "cobnut.keysets.refresh", "100ms",
                    "management.endpoints.web.exposure.include", "keysets",
                    "cobnut.melt.answer-within", "100ms"));
    private static final MeltClient CLIENT = new MeltClient(MINT);

    @BeforeAll
    static void nobodyPays() {
        for (var processor : MINT.bean(FakePayments.class).processors()) {
            processor.switchReceipts(ReceiptMode.UNPAID);
        }
    }

    @AfterAll
    static void close() throws Exception {
        MINT.close();
    }

    @Test
    @Provokes(ErrorCode.UNIT_MISMATCH)
    void refusesInputsAndOutputsOfAnotherUnit() {
        var quote = CLIENT.quote(Map.of("request", invoice(10_000), "unit", "usd"))
                .ok()
                .get("quote")
                .asString();

        CLIENT.melt(quote, CLIENT.wallet.issue(16384)).refusedWith(ErrorCode.UNIT_MISMATCH);
        CLIENT.melt(quote, CLIENT.wallet.issue(16384), CLIENT.wallet.blind(0)).refusedWith(ErrorCode.UNIT_MISMATCH);
    }

    @Test
    @Provokes(ErrorCode.UNIT_UNSUPPORTED)
    void refusesItsOwnInvoiceInAnotherUnit() {
        var own = MINT.post("/v1/mint/quote/bolt11", "{\"amount\":100,\"unit\":\"sat\"}")
                .ok()
                .get("request")
                .asString();

        CLIENT.quote(Map.of("request", own, "unit", "usd")).refusedWith(ErrorCode.UNIT_UNSUPPORTED);
    }

    @Test
    void takesTheFeeOfTheInputs() {
        var quote = CLIENT.quoted(invoice(100));

        CLIENT.melt(quote, CLIENT.wallet.issue(64, 32, 4, 2)).refusedWith(ErrorCode.UNBALANCED); // 102, needs 103
        var paid = CLIENT.melt(quote, CLIENT.wallet.issue(64, 32, 8), CLIENT.wallet.blind(0, 0))
                .ok();

        assertThat(amounts(paid)).containsExactly(2L); // 104 less 100 less 1 of routing less 1 for the inputs
        CLIENT.assertBooksBalance();
    }

    @Test
    void answersAMeltThatTakesTooLongAsPending() {
        CLIENT.fake.switchPayments(PaymentMode.HANG);
        var quote = CLIENT.quoted(invoice(100));

        var pending =
                CLIENT.melt(quote, CLIENT.wallet.issue(64, 32, 8), List.of()).ok();

        assertThat(pending.get("state").asString()).isEqualTo("PENDING");
        CLIENT.fake.switchPayments(PaymentMode.SCRIPTED);
        CLIENT.awaitState(quote, "PAID");
    }

    @Test
    void signsChangeOnAKeysetThatWasRotatedMeanwhile() {
        var blanks = CLIENT.wallet.blind(0, 0);
        var old = CLIENT.wallet.keyset().id();
        var quote = CLIENT.quoted(invoice(100));
        var attempt = CLIENT.begin(quote, CLIENT.wallet.issue(64, 32, 8), blanks);

        rotate(100);
        Awaitility.await().until(() -> !keysets().get(old).active());
        CLIENT.fake.resolve(attempt, MeltClient.paid(101));
        CLIENT.reset();

        CLIENT.awaitState(quote, "PAID");
        var change = MeltClient.change(CLIENT.find(quote));
        assertThat(change).extracting(BlindSignature::keysetId).containsOnly(old);
        assertThat(CLIENT.wallet.unblind(blanks.subList(0, 1), change)).hasSize(1);
    }

    @Test
    @Provokes(ErrorCode.KEYSET_INACTIVE)
    void refusesBlankOutputsOfAKeysetThatWasRotated() {
        var blanks = CLIENT.wallet.blind(0, 0);
        var inputs = CLIENT.wallet.issue(64, 32, 8);
        var quote = CLIENT.quoted(invoice(100));

        rotate(100);
        var id = blanks.getFirst().message().keysetId();
        Awaitility.await().until(() -> isRefused(id));

        CLIENT.melt(quote, inputs, blanks).refusedWith(ErrorCode.KEYSET_INACTIVE);
        CLIENT.melt(quote, inputs).ok();
    }

    @Test
    @Provokes(ErrorCode.KEYSET_EXPIRED)
    void refusesKeysetsThatHaveExpired() {
        var expiry = Instant.now().plusSeconds(2);
        var id = keysets()
                .rotate(new RotationTerms(new Unit("eur"), 0, List.of(), expiry, 2))
                .id();
        var blank = CLIENT.wallet.blind(id, Amount.ONE, TestWallet.randomSecret());
        var quote = CLIENT.quoted(invoice(100));

        Awaitility.await().until(() -> Instant.now().isAfter(expiry.plusMillis(100)));

        CLIENT.melt(quote, CLIENT.wallet.issue(128), List.of(blank)).refusedWith(ErrorCode.KEYSET_EXPIRED);
        assertThat(MINT.get("/v1/keys/" + id)
                        .ok()
                        .get("keysets")
                        .get(0)
                        .get("active")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void refusesBlankOutputsOfAKeysetThatExpiresBeforeTheQuote() {
        var id = keysets()
                .rotate(new RotationTerms(Unit.SAT, 0, List.of(), Instant.now().plusSeconds(60), 2))
                .id();
        Awaitility.await().until(() -> keysets().get(id).active());
        var blank = CLIENT.wallet.blind(id, Amount.ONE, TestWallet.randomSecret());
        var quote = CLIENT.quoted(invoice(100));
        var inputs = CLIENT.wallet.issue(128);

        CLIENT.melt(quote, inputs, List.of(blank)).refusedWith(ErrorCode.KEYSET_EXPIRED);
        CLIENT.melt(quote, inputs).ok();
        rotate(0); // the next tests want a keyset that lasts
    }

    private static boolean isRefused(KeysetId id) {
        try {
            keysets().forOutputs(id);
            return false;
        } catch (CashuException refusal) {
            return refusal.code() == ErrorCode.KEYSET_INACTIVE;
        }
    }

    /// As an operator does.
    private static void rotate(long inputFeePpk) {
        var answer = MINT.send(HttpRequest.newBuilder(MINT.managementUri("/actuator/keysets"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"unit\":\"sat\",\"inputFeePpk\":" + inputFeePpk + "}")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static Keysets keysets() {
        return MINT.bean(Keysets.class);
    }
}
