package org.cobnut.bench;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.wallet.client.MintClient;
import org.cobnut.wallet.client.MintQuoteRequest;
import org.cobnut.wallet.client.MintRequest;
import org.cobnut.wallet.client.RefusedByMintException;
import org.cobnut.wallet.client.Timeouts;
import org.cobnut.wallet.output.Output;
import org.cobnut.wallet.output.Outputs;

/// The ecash that a mint is measured with, all of it proofs of one satoshi: minted through quotes that a fake processor
/// pays, and used again after each swap.
final class Cashier {

    static final String METHOD = "bolt11";

    private static final int OUTPUTS_PER_MINT = 500;
    private static final int CHECKED_DLEQ = 100;
    private static final int MINTING_THREADS = 2;
    private static final int ATTEMPTS = 10;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);
    private static final Duration PAID_WITHIN = Duration.ofMinutes(1);
    private static final Duration ASK_EVERY = Duration.ofMillis(20);

    private final MintClient client;
    private final Outputs outputs = new Outputs(Curve.preferred(), new SecureRandom());
    private final Keyset keyset;
    private final Deque<Proof> purse = new ArrayDeque<>();

    Cashier(URI mint) {
        this.client = new MintClient(MintClient.http(Duration.ofSeconds(10)), mint, Timeouts.DEFAULT);
        this.keyset = client.keys().stream()
                .filter(candidate -> candidate.active() && candidate.unit().equals(Unit.SAT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the mint has no active keyset for sat"));
        if (keyset.inputFeePpk() != 0) {
            throw new IllegalStateException("the mint takes fees: measure one with an input fee of 0");
        }
    }

    /// Takes proofs out, minting what is missing.
    List<Proof> take(int count) {
        int missing = count - purse.size();
        if (missing > 0) {
            mint((missing + OUTPUTS_PER_MINT - 1) / OUTPUTS_PER_MINT);
        }
        var taken = new ArrayList<Proof>(count);
        for (int i = 0; i < count; i++) {
            taken.add(purse.pop());
        }
        return taken;
    }

    /// Puts proofs back that were not spent.
    void giveBack(List<Proof> proofs) {
        purse.addAll(proofs);
    }

    /// Makes outputs of one satoshi each.
    List<Output> outputs(int count) {
        return parallel(count).map(_ -> outputs.random(Amount.ONE, keyset.id())).toList();
    }

    /// Puts in what the mint has signed; the first DLEQ proof of each hundred is checked, all would take minutes.
    void put(List<Output> made, List<BlindSignature> signatures) {
        if (made.size() != signatures.size()) {
            throw new IllegalStateException("the mint has not signed each output once");
        }
        purse.addAll(parallel(made.size())
                .map(i -> outputs.unblind(made.get(i), signature(i, signatures.get(i)), keyset))
                .toList());
    }

    /// Waits until quotes are paid.
    ///
    /// @throws IllegalStateException if that takes more than a minute
    void awaitPaid(List<String> quotes, Amount amount) {
        var end = Instant.now().plus(PAID_WITHIN);
        for (String quote : quotes) {
            while (!isPaid(quote, amount)) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException("the mint's fake Lightning has not paid within " + PAID_WITHIN);
                }
                LockSupport.parkNanos(ASK_EVERY.toNanos());
            }
        }
    }

    private boolean isPaid(String quote, Amount amount) {
        return !patiently(() -> client.mintQuote(METHOD, quote)).mintable().isLessThan(amount);
    }

    /// Not in a parallel stream: the JDK's HTTP client completes answers in the common pool, which must not wait for
    /// them.
    private void mint(int times) {
        try (var threads = Executors.newFixedThreadPool(MINTING_THREADS)) {
            for (var minted : threads.invokeAll(Collections.nCopies(times, (Callable<List<Proof>>) this::mint))) {
                purse.addAll(minted.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot mint what the load needs", e);
        }
    }

    private List<Proof> mint() {
        var amount = Amount.of(OUTPUTS_PER_MINT);
        var request = MintQuoteRequest.of(amount, Unit.SAT);
        String quote = patiently(() -> client.requestMintQuote(METHOD, request)).quote();
        awaitPaid(List.of(quote), amount);
        var made = Collections.nCopies(OUTPUTS_PER_MINT, keyset.id()).stream()
                .map(id -> outputs.random(Amount.ONE, id))
                .toList();
        var messages = made.stream().map(Output::message).toList();
        var signatures = patiently(() -> client.mint(METHOD, new MintRequest(quote, messages, null)));
        return outputs.unblind(
                made, signatures.stream().map(Cashier::withoutDleq).toList(), keyset);
    }

    /// Asks again where a mint is too busy with itself ("database is locked").
    private static <T> T patiently(Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (RefusedByMintException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    private static BlindSignature signature(int index, BlindSignature signature) {
        if (index % CHECKED_DLEQ != 0) {
            return withoutDleq(signature);
        }
        if (signature.dleq() == null) {
            throw new IllegalStateException("the mint gives no DLEQ proof: its work is not comparable");
        }
        return signature;
    }

    private static BlindSignature withoutDleq(BlindSignature signature) {
        return new BlindSignature(signature.amount(), signature.keysetId(), signature.blindedSignature(), null);
    }

    private static Stream<Integer> parallel(int count) {
        return IntStream.range(0, count).parallel().boxed();
    }
}
