package org.cobnut.mint.audit;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.Adjustments;
import org.cobnut.mint.store.Transactions;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.Money;
import org.cobnut.payment.fake.FakeInvoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The books of a mint that runs, and what happens when somebody has its keys.
class AuditHttpTests {

    private static final Map<String, String> SETTINGS = Map.of(
            "cobnut.fake.min-delay", "1ms",
            "cobnut.fake.max-delay", "1ms",
            "cobnut.keysets.input-fee-ppk", "100",
            "cobnut.keysets.refresh", "100ms",
            "management.endpoints.web.exposure.include", "audit,adjustments,keysets");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void balancesAfterMintsSwapsMeltsAndARotation(Engine engine) throws Exception {
        try (var mint = Mint.start(engine, SETTINGS)) {
            var wallet = new TestWallet(mint);
            var proofs = mintThrough(mint, wallet, 32, 16, 8, 8);
            wallet.swap(proofs.subList(2, 4), wallet.blind(8, 4, 2, 1)).ok();
            var first = rotate(mint, wallet, 250);
            var mixed = new ArrayList<>(mintThrough(mint, wallet, 8));
            mixed.add(proofs.get(1));
            wallet.swap(mixed, wallet.blind(16, 4, 2, 1)).ok();

            melt(mint, 20, List.of(proofs.getFirst()), wallet.blind(0, 0, 0, 0)).ok();

            var report = audit(mint);
            assertThat(report.get("discrepancies").values()).isEmpty();
            assertThat(report.get("balanced").asBoolean()).isTrue();
            var line = report.get("keysets").get(0);
            assertThat(line.get("keyset").asString()).isEqualTo(first.hex());
            assertThat(line.get("issued").asLong()).isEqualTo(64 + 15);
            assertThat(line.get("redeemed").asLong()).isEqualTo(64);
            // two swaps and a melt, each with less than 1000 ppk; the rest of the mixed one is the first keyset's or
            // the second's, by the order of their ids
            assertThat(report.get("units").get(0).get("fees").asLong()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void closesAKeysetOfWhichMoreComesBackThanWasIssued(Engine engine) throws Exception {
        try (var mint = Mint.start(engine, SETTINGS)) {
            var wallet = new TestWallet(mint);
            var genuine = mintThrough(mint, wallet, 8, 4);
            var keyset = rotate(mint, wallet, 0);
            var forged = forge(mint, wallet, keyset, 16);

            wallet.swap(forged, wallet.blind(8, 4, 2, 1)).refusedWith(ErrorCode.KEYSET_INACTIVE);

            wallet.swap(genuine.subList(1, 2), wallet.blind(2, 1)).refusedWith(ErrorCode.KEYSET_INACTIVE);
            var report = audit(mint);
            assertThat(report.get("balanced").asBoolean()).isTrue();
            assertThat(texts(report.get("remarks")))
                    .singleElement()
                    .asString()
                    .startsWith("keyset " + keyset + " is closed since ");

            assertThat(adjust(mint, keyset, -16).status()).isEqualTo(400);
            assertThat(adjust(mint, keyset, 16).json().get(0).get("amount").asLong())
                    .isEqualTo(16);
            wallet.swap(genuine, wallet.blind(8, 2, 1)).ok();
            wallet.swap(forged, wallet.blind(8, 4, 2, 1)).ok();
            assertThat(texts(audit(mint).get("remarks"))).containsExactly("keyset " + keyset + " was adjusted by 16");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void paysNothingForForgedProofs(Engine engine) throws Exception {
        try (var mint = Mint.start(engine, SETTINGS)) {
            var wallet = new TestWallet(mint);
            mintThrough(mint, wallet, 8);
            var keyset = wallet.keyset().id();
            var forged = forge(mint, wallet, keyset, 16);

            melt(mint, 10, forged, List.of()).refusedWith(ErrorCode.KEYSET_INACTIVE);

            Awaitility.await().until(() -> !texts(audit(mint).get("remarks")).isEmpty());
            assertThat(audit(mint).get("balanced").asBoolean()).isTrue();
            assertThat(adjust(mint, keyset, 0).status()).isEqualTo(200);
            assertThat(wallet.keyset().id()).isEqualTo(keyset);
        }
    }

    private static Answer melt(Mint mint, long amount, List<Proof> inputs, List<TestWallet.Blinded> blanks) {
        var request =
                Map.of("request", FakeInvoice.of(Money.msat(1000 * amount), "").text(), "unit", "sat");
        var quote = mint.post("/v1/melt/quote/bolt11", TestWallet.json(request))
                .ok()
                .get("quote")
                .asString();
        var melt = Map.of("quote", quote, "inputs", inputs, "outputs", TestWallet.messages(blanks));
        return mint.post("/v1/melt/bolt11", TestWallet.json(melt));
    }

    @Test
    void confirmsAnImportedKeysetWhateverElseWasAdjusted() throws Exception {
        try (var mint = Mint.start(Engine.SQLITE, SETTINGS)) {
            var wallet = new TestWallet(mint);
            mintThrough(mint, wallet, 8);
            var keyset = wallet.keyset().id();
            makeImported(mint, keyset);

            assertThat(adjust(mint, keyset, -5).status()).isEqualTo(200);
            var confirmed = manage(mint, "adjustments", Map.of("keyset", keyset.hex(), "reason", "it is complete"));

            assertThat(confirmed.status()).isEqualTo(200);
            assertThat(texts(audit(mint).get("discrepancies"))).isEmpty();
        }
    }

    /// As one that came from another mint, whose history may be incomplete.
    private static void makeImported(Mint mint, KeysetId keyset) {
        mint.bean(Transactions.class).run(() -> {
            var jdbc = mint.bean(JdbcClient.class);
            jdbc.sql("UPDATE keyset_amounts SET adjustment = ? WHERE keyset_id = ?")
                    .params(Adjustments.UNCONFIRMED, keyset.hex())
                    .update();
            jdbc.sql("INSERT INTO keyset_adjustment (keyset_id, amount, reason, created_time) VALUES (?, ?, '', 1)")
                    .params(keyset.hex(), Adjustments.UNCONFIRMED)
                    .update();
        });
    }

    /// Ecash for an invoice that pays itself: unlike that of [TestWallet#issue], it is covered.
    private static List<Proof> mintThrough(Mint mint, TestWallet wallet, long... amounts) {
        long sum = java.util.Arrays.stream(amounts).sum();
        var quote = mint.post("/v1/mint/quote/bolt11", "{\"amount\":" + sum + ",\"unit\":\"sat\"}")
                .ok()
                .get("quote")
                .asString();
        Awaitility.await()
                .until(() -> mint.get("/v1/mint/quote/bolt11/" + quote)
                        .ok()
                        .get("state")
                        .asString()
                        .equals("PAID"));
        var blinded = wallet.blind(amounts);
        var request = Map.of("quote", quote, "outputs", TestWallet.messages(blinded));
        return wallet.unblind(blinded, TestWallet.signatures(mint.post("/v1/mint/bolt11", TestWallet.json(request))));
    }

    /// What a thief of the key signs for himself.
    private static List<Proof> forge(Mint mint, TestWallet wallet, KeysetId keyset, long amount) {
        var blinded = List.of(wallet.blind(keyset, Amount.of(amount), TestWallet.randomSecret()));
        return wallet.unblind(blinded, mint.bean(Keysets.class).sign(TestWallet.messages(blinded)));
    }

    /// @return the keyset that was active before
    private static KeysetId rotate(Mint mint, TestWallet wallet, long inputFeePpk) {
        var before = wallet.keyset().id();
        assertThat(manage(mint, "keysets", Map.of("unit", "sat", "inputFeePpk", inputFeePpk))
                        .status())
                .isEqualTo(200);
        Awaitility.await().until(() -> !wallet.keyset().id().equals(before));
        return before;
    }

    private static Answer adjust(Mint mint, KeysetId keyset, long amount) {
        return manage(
                mint, "adjustments", Map.of("keyset", keyset.hex(), "amount", amount, "reason", "looked into it"));
    }

    private static Answer manage(Mint mint, String endpoint, Map<String, Object> body) {
        return mint.send(HttpRequest.newBuilder(mint.managementUri("/actuator/" + endpoint))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(TestWallet.json(body))));
    }

    private static JsonNode audit(Mint mint) {
        return mint.send(HttpRequest.newBuilder(mint.managementUri("/actuator/audit")))
                .json();
    }

    private static Collection<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }
}
