package org.cobnut.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.wallet.client.MeltQuote;
import org.cobnut.wallet.client.MeltQuoteRequest;
import org.cobnut.wallet.client.MeltQuoteState;
import org.cobnut.wallet.client.MeltRequest;
import org.cobnut.wallet.client.MintClient;
import org.cobnut.wallet.client.MintQuoteRequest;
import org.cobnut.wallet.client.MintRequest;
import org.cobnut.wallet.client.NoAnswerException;
import org.cobnut.wallet.client.RefusedByMintException;
import org.cobnut.wallet.client.Timeouts;
import org.cobnut.wallet.output.Output;
import org.cobnut.wallet.output.Outputs;

import static org.assertj.core.api.Assertions.assertThat;

/// Somebody who mints, swaps and pays without end, at any of a mint's replicas, and knows to the satoshi what is due. A
/// request that gets no answer is repeated, word for word, until it is answered.
final class Customer {

    private static final String METHOD = "bolt11";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final int PENDING = 11002;
    private static final int OUTPUTS_PENDING = 11004;
    private static final int QUOTE_PENDING = 20005;
    private static final int PAYMENT_FAILED = 20004;
    private static final String FAILS = """
        {"pay_invoice_state": "FAILED", "check_payment_state": "FAILED", "pay_err": false, "check_err": false}\
        """;

    private final List<MintClient> replicas;
    private final Random random;
    private final Outputs outputs = new Outputs(Curve.preferred(), new SecureRandom());
    private final Keyset keyset;
    private final List<Proof> coins = new ArrayList<>();
    private long due;
    private int deeds;

    /// @param random decides what is done; not the secrets
    Customer(HttpClient http, List<URI> replicas, Random random) {
        this.replicas = replicas.stream()
                .map(url -> new MintClient(http, url, TIMEOUTS))
                .toList();
        this.random = random;
        this.keyset = insist(MintClient::keys).stream()
                .filter(candidate -> candidate.active() && candidate.unit().equals(Unit.SAT))
                .findFirst()
                .orElseThrow();
    }

    /// How many things were done.
    int deeds() {
        return deeds;
    }

    /// Does one thing, to its end.
    void act() {
        if (balance() < 64) {
            mint(64 + random.nextInt(192));
        } else {
            switch (random.nextInt(6)) {
                case 0 -> mint(1 + random.nextInt(64));
                case 1 -> melt("tea");
                case 2 -> melt(FAILS);
                default -> swap();
            }
        }
        deeds++;
    }

    /// Asserts that nothing is missing and nothing too much, and that all of it can be spent.
    void requireAllThere() {
        assertThat(balance()).as("the wallet's balance").isEqualTo(due);
        var ys = coins.stream()
                .map(coin -> Curve.preferred().hashToCurve(coin.secret().getBytes(StandardCharsets.UTF_8)))
                .toList();
        var states = insist(mint -> mint.checkState(ys));
        assertThat(states)
                .as("what the mint says of the wallet's coins")
                .allMatch(status -> status.state() == ProofState.UNSPENT);
    }

    private long balance() {
        return worth(coins);
    }

    private void mint(long amount) {
        var quote = insist(mint -> mint.requestMintQuote(METHOD, MintQuoteRequest.of(Amount.of(amount), Unit.SAT)));
        until(
                () -> insist(mint -> mint.mintQuote(METHOD, quote.quote())),
                asked -> !asked.mintable().isLessThan(Amount.of(amount)));
        var made = outputsWorth(amount);
        var request = new MintRequest(quote.quote(), messages(made), null);
        put(made, insist(mint -> mint.mint(METHOD, request)));
        due += amount;
    }

    private void swap() {
        var inputs = take(1 + random.nextInt(Math.min(4, coins.size())));
        long fee = fee(inputs);
        if (worth(inputs) <= fee) {
            coins.addAll(inputs);
            return;
        }
        var made = outputsWorth(worth(inputs) - fee);
        put(made, insist(mint -> mint.swap(inputs, messages(made))));
        due -= fee;
    }

    private void melt(String description) {
        long amount = 1L + random.nextInt(16);
        var request = MeltQuoteRequest.of(Payee.invoice(amount * 1000, description), Unit.SAT);
        var quote = insist(mint -> mint.requestMeltQuote(METHOD, request));
        var inputs = takeWorth(amount + 2 + 8);
        var blanks = IntStream.range(0, 8)
                .mapToObj(_ -> outputs.random(Amount.ONE, keyset.id()))
                .toList();
        var melt = MeltRequest.of(quote.quote(), inputs, messages(blanks));
        if (isPaid(random.nextBoolean() ? melt.async() : melt)) {
            var change = insist(mint -> mint.melt(METHOD, melt)).changeOrNone();
            var proofs = outputs.unblindChange(blanks, change, keyset);
            coins.addAll(proofs);
            due -= worth(inputs) - worth(proofs);
            assertThat(worth(inputs) - worth(proofs))
                    .as("what a payment costs")
                    .isBetween(amount + fee(inputs), amount + 1 + fee(inputs));
        } else {
            coins.addAll(inputs);
        }
    }

    /// Whether the payment was made; if not, the inputs are the wallet's again.
    private boolean isPaid(MeltRequest melt) {
        try {
            var answer = insist(mint -> mint.melt(METHOD, melt));
            return ended(answer).state() == MeltQuoteState.PAID;
        } catch (RefusedByMintException refusal) {
            assertThat(refusal.code()).as(refusal.detail()).isEqualTo(PAYMENT_FAILED);
            return false;
        }
    }

    private MeltQuote ended(MeltQuote answer) {
        return answer.state() == MeltQuoteState.PENDING
                ? until(
                        () -> insist(mint -> mint.meltQuote(METHOD, answer.quote())),
                        asked -> asked.state() != MeltQuoteState.PENDING)
                : answer;
    }

    /// Repeats a request, each time at some replica, until one knows. Whatever is under way, is for a while only.
    private <T> T insist(Function<MintClient, T> request) {
        var end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return request.apply(replicas.get(random.nextInt(replicas.size())));
            } catch (NoAnswerException lost) {
                requireTime(end, lost);
            } catch (RefusedByMintException refusal) {
                assertThat(refusal.status()).as(refusal.getMessage()).isNotEqualTo(500);
                boolean isForNow = refusal.status() == 503
                        || List.of(PENDING, OUTPUTS_PENDING, QUOTE_PENDING).contains(refusal.code());
                if (!isForNow) {
                    throw refusal;
                }
                requireTime(end, refusal);
            }
        }
    }

    private static <T> T until(java.util.function.Supplier<T> asking, java.util.function.Predicate<T> enough) {
        var end = Instant.now().plus(PATIENCE);
        for (var answer = asking.get(); ; answer = asking.get()) {
            if (enough.test(answer)) {
                return answer;
            }
            requireTime(end, new IllegalStateException("still " + answer));
        }
    }

    private static void requireTime(Instant end, RuntimeException otherwise) {
        if (Instant.now().isAfter(end) || Thread.currentThread().isInterrupted()) {
            throw new AssertionError("no answer within " + PATIENCE, otherwise);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private List<Proof> take(int count) {
        Collections.shuffle(coins, random);
        var taken = List.copyOf(coins.subList(0, count));
        coins.subList(0, count).clear();
        return taken;
    }

    private List<Proof> takeWorth(long amount) {
        var taken = new ArrayList<>(take(1));
        while (worth(taken) < amount) {
            taken.addAll(take(1));
        }
        return List.copyOf(taken);
    }

    private List<Output> outputsWorth(long amount) {
        return Amount.of(amount).split(keyset.keys().keySet()).stream()
                .map(part -> outputs.random(part, keyset.id()))
                .toList();
    }

    private void put(List<Output> made, List<BlindSignature> signatures) {
        coins.addAll(outputs.unblind(made, signatures, keyset));
    }

    private long fee(List<Proof> inputs) {
        return Math.ceilDiv(inputs.size() * keyset.inputFeePpk(), 1000);
    }

    private static long worth(List<Proof> proofs) {
        return proofs.stream().mapToLong(proof -> proof.amount().value()).sum();
    }

    private static List<org.cobnut.cashu.BlindedMessage> messages(List<Output> made) {
        return made.stream().map(Output::message).toList();
    }
}
