package org.cobnut.mint.weakness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.mint.testing.TestWallet.Blinded;
import org.cobnut.payment.Money;
import org.cobnut.payment.fake.FakeInvoice;

import static org.assertj.core.api.Assertions.assertThat;

/// A wallet that asks for what it must not get, by swap and by melt.
final class Attacker {

    final Mint mint;
    final TestWallet wallet;

    Attacker(Mint mint) {
        this.mint = mint;
        wallet = new TestWallet(mint);
    }

    /// A proof of 8 with this secret.
    Proof proof(String secret) {
        return wallet.issue(List.of(wallet.blind(wallet.keyset().id(), Amount.of(8), secret)))
                .getFirst();
    }

    /// A new secret of NUT-10.
    ///
    /// @param tags JSON, without the brackets
    static String secret(String kind, String data, String tags) {
        return "[\"%s\",{\"nonce\":\"%s\",\"data\":\"%s\",\"tags\":[%s]}]"
                .formatted(kind, TestWallet.randomSecret(), data, tags);
    }

    /// A melt quote over less than 8.
    String quote() {
        var invoice = FakeInvoice.of(Money.msat(4000), TestWallet.randomSecret().substring(0, 8));
        return mint.post("/v1/melt/quote/bolt11", TestWallet.json(Map.of("request", invoice.text(), "unit", "sat")))
                .ok()
                .get("quote")
                .asString();
    }

    Answer melt(String quote, List<Proof> inputs, List<Blinded> blanks) {
        var body = new LinkedHashMap<String, Object>(Map.of("quote", quote, "inputs", inputs));
        body.put("outputs", TestWallet.messages(blanks));
        return mint.post("/v1/melt/bolt11", TestWallet.json(body));
    }

    /// Neither a swap nor a melt spends these, and both leave them as they were.
    void assertUnspendable(List<Proof> inputs, ErrorCode code) {
        var amounts = inputs.stream().mapToLong(input -> input.amount().value()).toArray();
        wallet.swap(inputs, wallet.blind(amounts)).refusedWith(code);
        melt(quote(), inputs, List.of()).refusedWith(code);
        assertUnspent(inputs);
    }

    void assertUnspendable(Proof input) {
        assertUnspendable(List.of(input), ErrorCode.CONDITION_NOT_MET);
    }

    void assertSpendable(Proof input) {
        wallet.swap(List.of(input), wallet.blind(8)).ok();
    }

    void assertUnspent(List<Proof> inputs) {
        var ys = inputs.stream().map(input -> TestWallet.y(input).hex()).toList();
        for (var state : mint.post("/v1/checkstate", TestWallet.json(Map.of("Ys", ys)))
                .ok()
                .get("states")) {
            assertThat(state.get("state").asString()).isEqualTo("UNSPENT");
            assertThat(state.get("witness").isNull()).isTrue();
        }
    }

    void assertNothingToRestore(List<Blinded> outputs) {
        var body = TestWallet.json(Map.of("outputs", TestWallet.messages(outputs)));
        assertThat(mint.post("/v1/restore", body).ok().get("signatures")).isEmpty();
    }
}
