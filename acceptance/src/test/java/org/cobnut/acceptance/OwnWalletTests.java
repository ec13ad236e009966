package org.cobnut.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.MintQuoteSignature;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.seed.DeterministicSecrets;
import org.cobnut.cashu.seed.Mnemonic;
import org.cobnut.wallet.client.BatchMintRequest;
import org.cobnut.wallet.client.MeltQuoteRequest;
import org.cobnut.wallet.client.MeltQuoteState;
import org.cobnut.wallet.client.MeltRequest;
import org.cobnut.wallet.client.MintClient;
import org.cobnut.wallet.client.MintQuote;
import org.cobnut.wallet.client.MintQuoteRequest;
import org.cobnut.wallet.client.MintQuoteState;
import org.cobnut.wallet.client.MintRequest;
import org.cobnut.wallet.client.MintSocket;
import org.cobnut.wallet.client.ProofStatus;
import org.cobnut.wallet.client.RefusedByMintException;
import org.cobnut.wallet.client.Timeouts;
import org.cobnut.wallet.output.Output;
import org.cobnut.wallet.output.Outputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// The project's own wallet library gets along with the mint. A swap of up to ten coins costs 1 sat.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class OwnWalletTests {

    private static final String BOLT11 = "bolt11";
    private static final Curve CURVE = Curve.preferred();
    private static final BlindDiffieHellman BLINDING = new BlindDiffieHellman(CURVE);
    private static final HttpClient HTTP = MintClient.http(Duration.ofSeconds(5));

    private final URI url;
    private final MintClient mint;
    private final Keyset keyset;
    private final SecureRandom random = new SecureRandom();
    private final Outputs outputs = new Outputs(CURVE, random);

    OwnWalletTests(MintDatabase database, Mints mints) {
        this.url = mints.on(database).url();
        this.mint = new MintClient(HTTP, url, Timeouts.DEFAULT);
        this.keyset = mint.keys().getFirst();
    }

    @Test
    void mintsAndSwaps() {
        List<Proof> coins = mint(64);
        List<Output> fresh = outputsWorth(63);

        List<Proof> swapped = outputs.unblind(fresh, mint.swap(coins, messages(fresh)), keyset);

        assertThat(Amount.sum(swapped.stream().map(Proof::amount).toList())).isEqualTo(Amount.of(63));
        assertThat(swapped).allSatisfy(proof -> assertThat(proof.dleq()).isNotNull());
        assertThat(states(coins)).containsOnly(ProofState.SPENT);
        assertThat(states(swapped)).containsOnly(ProofState.UNSPENT);
    }

    @Test
    void isToldWhyAMintRefuses() {
        List<Proof> coins = mint(8);
        mint.swap(coins, messages(outputsWorth(7)));

        assertThatThrownBy(() -> mint.swap(coins, messages(outputsWorth(7))))
                .isInstanceOfSatisfying(
                        RefusedByMintException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(11001));
    }

    @Test
    void mintsLockedQuotesInABatch() {
        Scalar key = Scalar.random(random);
        MintQuote locked = paid(mint.requestMintQuote(
                BOLT11, MintQuoteRequest.of(Amount.of(5), Unit.SAT).lockedTo(CURVE.publicKey(key))));
        MintQuote open = paid(mint.requestMintQuote(BOLT11, MintQuoteRequest.of(Amount.of(3), Unit.SAT)));
        List<Output> fresh = outputsWorth(8);
        String signature = MintQuoteSignature.sign(CURVE, key, locked.quote(), messages(fresh));

        var signatures = mint.mintBatch(
                BOLT11,
                new BatchMintRequest(
                        List.of(locked.quote(), open.quote()), null, messages(fresh), Arrays.asList(signature, null)));

        assertThat(outputs.unblind(fresh, signatures, keyset)).hasSize(fresh.size());
        assertThat(mint.mintQuotes(BOLT11, List.of(open.quote(), locked.quote())))
                .extracting(MintQuote::state)
                .containsOnly(MintQuoteState.ISSUED);
    }

    @Test
    void meltsAndTakesTheChange() {
        var quote = mint.requestMeltQuote(BOLT11, MeltQuoteRequest.of(Payee.invoice(40_000, "tea"), Unit.SAT));
        List<Proof> coins = mint(64);
        List<Output> blanks = Collections.nCopies(Outputs.blanksFor(Amount.of(24)), Amount.ONE).stream()
                .map(amount -> outputs.random(amount, keyset.id()))
                .toList();

        var melted = mint.melt(BOLT11, MeltRequest.of(quote.quote(), coins, messages(blanks)));

        assertThat(melted.state()).isEqualTo(MeltQuoteState.PAID);
        List<Proof> change = outputs.unblindChange(blanks, melted.changeOrNone(), keyset);
        // The fake Lightning takes 1 sat, and the one coin costs 1 sat.
        assertThat(Amount.sum(change.stream().map(Proof::amount).toList())).isEqualTo(Amount.of(22));
        assertThat(states(change)).containsOnly(ProofState.UNSPENT);
    }

    @Test
    void restoresFromItsSeedWhatItHasLost() {
        var secrets = new DeterministicSecrets(Mnemonic.generate(random).seed());
        List<Output> first = derived(secrets, keyset.keys().firstKey(), 4);
        mintOn(first);

        List<Output> asked = derived(secrets, Amount.ONE, 10);
        var restored = mint.restore(messages(asked));

        assertThat(restored.outputs()).containsExactlyElementsOf(messages(first));
        List<Proof> proofs = LongStream.range(0, 4)
                .mapToObj(i -> outputs.unblind(
                        asked.get((int) i), restored.signatures().get((int) i), keyset))
                .toList();
        assertThat(states(proofs)).containsOnly(ProofState.UNSPENT);
    }

    @Test
    void watchesQuotesAndCoins() {
        List<MintQuote> told = new CopyOnWriteArrayList<>();
        List<ProofStatus> spent = new CopyOnWriteArrayList<>();
        List<Proof> coins = mint(8);
        var quote = mint.requestMintQuote(BOLT11, MintQuoteRequest.of(Amount.of(5), Unit.SAT));

        try (var socket = MintSocket.connect(HTTP, url, Duration.ofSeconds(10), _ -> {})) {
            socket.watchMintQuotes(BOLT11, List.of(quote.quote()), told::add);
            socket.watchProofs(List.of(y(coins.getFirst())), spent::add);
            mint.swap(coins, messages(outputsWorth(7)));

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(told).extracting(MintQuote::state).contains(MintQuoteState.UNPAID, MintQuoteState.PAID);
                assertThat(spent).extracting(ProofStatus::state).contains(ProofState.UNSPENT, ProofState.SPENT);
            });
        }
    }

    private List<Proof> mint(long amount) {
        return mintOn(outputsWorth(amount));
    }

    private List<Proof> mintOn(List<Output> fresh) {
        Amount amount = Amount.sum(
                fresh.stream().map(output -> output.message().amount()).toList());
        MintQuote quote = paid(mint.requestMintQuote(BOLT11, MintQuoteRequest.of(amount, Unit.SAT)));
        return outputs.unblind(fresh, mint.mint(BOLT11, new MintRequest(quote.quote(), messages(fresh), null)), keyset);
    }

    private MintQuote paid(MintQuote quote) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> mint.mintQuote(BOLT11, quote.quote()), now -> now.state() == MintQuoteState.PAID);
    }

    private List<Output> outputsWorth(long amount) {
        return Amount.of(amount).split(keyset.keys().keySet()).stream()
                .map(part -> outputs.random(part, keyset.id()))
                .toList();
    }

    private List<Output> derived(DeterministicSecrets secrets, Amount amount, int count) {
        return LongStream.range(0, count)
                .mapToObj(counter -> outputs.derived(amount, keyset.id(), secrets, counter))
                .toList();
    }

    private List<ProofState> states(List<Proof> proofs) {
        return mint.checkState(proofs.stream().map(OwnWalletTests::y).toList()).stream()
                .map(ProofStatus::state)
                .toList();
    }

    private static Point y(Proof proof) {
        return BLINDING.hashToCurve(proof.secret());
    }

    private static List<BlindedMessage> messages(List<Output> outputs) {
        return outputs.stream().map(Output::message).toList();
    }
}
