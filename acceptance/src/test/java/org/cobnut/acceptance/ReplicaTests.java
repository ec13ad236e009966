package org.cobnut.acceptance;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.cobnut.acceptance.Mints.Way;
import org.cobnut.cashu.Proof;
import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints.Effect;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.cobnut.payment.fake.PaymentMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Three replicas on one PostgreSQL are one mint, to whichever of them wallets talk.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class ReplicaTests {

    private static final String SWAP = "/v1/swap";
    private static final String MINT = "/v1/mint/bolt11";
    private static final String MELT = "/v1/melt/bolt11";
    private static final String MELT_QUOTE = "/v1/melt/quote/bolt11";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<WatchedMint> replicas;
    private final List<Wire> wires;
    private final Purse purse;

    ReplicaTests(Way way, Mints mints) {
        this.replicas = mints.replicas(way);
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        this.wires = replicas.stream()
                .map(replica -> new Wire(replica.mint().url(), http))
                .toList();
        this.purse = Purse.at(wires.getFirst());
    }

    @AfterEach
    void theBooksAreRight() {
        replicas.getFirst().requireNothingLost();
    }

    @Test
    void letOneOfAThousandSwapsOfTheSameProofsWin() {
        List<Proof> inputs = purse.mint(8, 2);
        var swaps = requests(1000, SWAP, i -> Purse.swap(i % 2 == 0 ? inputs : inputs.reversed(), purse.outputs(8, 1)));

        assertThat(tally(all(swaps))).isEqualTo(Map.of(200, 1L, 400, 999L));

        assertThat(purse.states(inputs)).containsOnly("SPENT");
    }

    @Test
    void letOneOfManyMeltsOfOneQuoteWin() {
        String invoice = Payee.invoice(20_000, "tea");
        String quote = meltQuote(0, invoice);
        List<Proof> coins = coins(60, 32);
        var melts = requests(60, MELT, i -> Map.of("quote", quote, "inputs", Purse.json(List.of(coins.get(i)))));

        assertThat(tally(all(melts))).isEqualTo(Map.of(200, 1L, 400, 59L));

        requirePaidOnce(invoice, coins);
    }

    @Test
    void letOneOfManyMeltsOfOneInvoiceWin() {
        String invoice = Payee.invoice(20_000, "tea");
        List<String> quotes =
                IntStream.range(0, 30).mapToObj(i -> meltQuote(i, invoice)).toList();
        List<Proof> coins = coins(30, 32);
        var melts =
                requests(30, MELT, i -> Map.of("quote", quotes.get(i), "inputs", Purse.json(List.of(coins.get(i)))));

        assertThat(tally(all(melts))).isEqualTo(Map.of(200, 1L, 400, 29L));

        requirePaidOnce(invoice, coins);
    }

    @Test
    void letOneOfManyMintsOfOneQuoteWin() {
        String quote = purse.paidQuote(7);
        var mints = requests(120, MINT, _ -> Nut04Tests.mint(quote, purse.outputs(4, 2, 1)));

        assertThat(tally(all(mints))).isEqualTo(Map.of(200, 1L, 400, 119L));
    }

    @Test
    void letEitherABatchOrItsSinglesWin() {
        List<String> quotes = List.of(purse.paidQuote(4), purse.paidQuote(2));
        var requests = IntStream.range(0, 60)
                .mapToObj(i -> switch (i % 3) {
                    case 0 -> request(i, MINT, Nut04Tests.mint(quotes.getFirst(), purse.outputs(4)));
                    case 1 -> request(i + 1, MINT, Nut04Tests.mint(quotes.getLast(), purse.outputs(2)));
                    default ->
                        request(
                                i,
                                MINT + "/batch",
                                Map.of("quotes", quotes, "outputs", Purse.jsonOf(purse.outputs(4, 2))));
                })
                .toList();

        var tally = tally(all(requests));

        assertThat(tally).containsOnlyKeys(200, 400);
        assertThat(tally.get(200)).isBetween(1L, 2L);
    }

    @Test
    void letOneSwapWinThoughOneReplicaDiesAndOneStandsStillHoldingTheRows() {
        List<Proof> inputs = purse.mint(8, 2);
        var bodies = IntStream.range(0, 150)
                .mapToObj(_ -> Wire.text(Purse.swap(inputs, purse.outputs(8, 1))))
                .toList();
        var sleeper = replicas.get(0);
        var victim = replicas.get(1);
        sleeper.failpoints().arm(Failpoint.SWAP_PROOFS_SPENT, Effect.STOP);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> askInVain(wires.get(0), bodies.getFirst()));
            await().atMost(LIMIT).until(() -> sleeper.failpoints().isHit(Failpoint.SWAP_PROOFS_SPENT));
            bodies.forEach(body -> threads.execute(() -> askInVain(wires.get(1), body)));
            victim.mint().kill();
            var answers = threads.submit(() -> all(bodies.stream()
                    .<Callable<Integer>>map(body -> () -> decided(wires.get(2), SWAP, body))
                    .toList()));
            sleeper.failpoints().disarm(Failpoint.SWAP_PROOFS_SPENT);

            assertThat(tally(result(answers))).isEqualTo(Map.of(200, 1L, 400, 149L));
        } finally {
            victim.startAgain();
        }
    }

    @Test
    void payNothingForAReplicaThatWasFencedOffBeforeItsAttempt() {
        requireNothingIsPaidByOneThatStoodAt(Failpoint.RESERVED);
    }

    @Test
    void payNothingForAReplicaWhoseAttemptWasAbandonedBeforeItPaid() {
        requireNothingIsPaidByOneThatStoodAt(Failpoint.PAYING);
    }

    /// The new owner has just taken the melt over, and not yet given anything back, when the old one goes on:
    /// here it is the fence alone that keeps it from paying.
    @Test
    void payNothingForAReplicaWhoseMeltHasAnotherOwner() {
        var sleeper = replicas.getFirst();
        var others = replicas.subList(1, replicas.size());
        String invoice = Payee.invoice(20_000, "tea");
        List<Proof> coins = purse.mint(32);
        var melt = Wire.text(Map.of(
                "quote", meltQuote(0, invoice),
                "inputs", Purse.json(coins),
                "outputs", Purse.jsonOf(purse.outputs(1, 1, 1))));
        sleeper.failpoints().arm(Failpoint.RESERVED, Effect.STOP);
        others.forEach(other -> other.failpoints().arm(Failpoint.ADOPTED, Effect.STOP));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> wires.getFirst().postText(MELT, melt));
            await().atMost(LIMIT).until(() -> sleeper.failpoints().isHit(Failpoint.RESERVED));
            sleeper.mint().pause();
            await("another owner")
                    .atMost(LIMIT)
                    .until(() ->
                            others.stream().anyMatch(other -> other.failpoints().isHit(Failpoint.ADOPTED)));

            sleeper.failpoints().disarm(Failpoint.RESERVED);
            sleeper.mint().resume();

            assertThat(result(answer).status()).isIn(400, 503);
            others.forEach(other -> other.failpoints().disarm(Failpoint.ADOPTED));
            var awake = Purse.at(wires.get(1));
            await("the new owner gives the inputs back")
                    .atMost(LIMIT)
                    .until(() -> awake.states(coins), List.of("UNSPENT")::equals);
        } finally {
            others.forEach(other -> other.failpoints().disarm(Failpoint.ADOPTED));
        }
        assertThat(sleeper.node().payments())
                .doesNotContainKey(Bolt11Invoice.parse(invoice).paymentHash().hex());
    }

    /// A replica stops in the middle of a melt for longer than its lease. The others give the inputs back, which are
    /// spent elsewhere at once; then it goes on as if nothing had happened.
    private void requireNothingIsPaidByOneThatStoodAt(Failpoint step) {
        var sleeper = replicas.getFirst();
        String invoice = Payee.invoice(20_000, "tea");
        String quote = meltQuote(0, invoice);
        List<Proof> coins = purse.mint(32);
        var melt = Wire.text(
                Map.of("quote", quote, "inputs", Purse.json(coins), "outputs", Purse.jsonOf(purse.outputs(1, 1, 1))));
        var awake = Purse.at(wires.get(1));
        sleeper.failpoints().arm(step, Effect.STOP);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> wires.getFirst().postText(MELT, melt));
            await().atMost(LIMIT).until(() -> sleeper.failpoints().isHit(step));
            sleeper.mint().pause();
            await("the others give the inputs back")
                    .atMost(LIMIT)
                    .until(() -> awake.states(coins), List.of("UNSPENT")::equals);
            wires.get(1).post(SWAP, Purse.swap(coins, awake.outputsWorth(31))).json();

            sleeper.failpoints().disarm(step);
            sleeper.mint().resume();

            assertThat(result(answer).status()).isIn(400, 503);
        }
        assertThat(sleeper.node().payments())
                .doesNotContainKey(Bolt11Invoice.parse(invoice).paymentHash().hex());
    }

    @Test
    void takeOverADeadReplicasMeltOnce() {
        var owner = replicas.get(0);
        String quote = meltQuote(0, Payee.invoice(20_000, "tea"));
        List<Proof> coins = purse.mint(32);
        owner.node().fake().switchPayments(PaymentMode.ANSWER_UNKNOWN);
        try {
            wires.getFirst()
                    .post(MELT, Map.of("quote", quote, "inputs", Purse.json(coins), "prefer_async", true))
                    .json();
            await().atMost(LIMIT).until(() -> sagas(owner, "state"), List.of("attempted")::equals);
            owner.mint().kill();

            await("a takeover").atMost(LIMIT).until(() -> sagas(owner, "epoch"), List.of("2")::equals);
            await("nobody else does")
                    .during(Duration.ofSeconds(6))
                    .atMost(LIMIT)
                    .until(() -> sagas(owner, "epoch"), List.of("2")::equals);
        } finally {
            owner.node().fake().switchPayments(PaymentMode.SCRIPTED);
            owner.startAgain();
        }
        var attempt = AttemptId.parse(sagas(owner, "attempt_id").getFirst());
        owner.node().fake().resolve(attempt, new PaymentOutcome.Paid(Money.sat(21), null, null));
        await().atMost(LIMIT).until(() -> purse.states(coins), List.of("SPENT")::equals);
    }

    @Test
    void tellSocketsOfEachOtherWithinASecond() {
        Proof coin = purse.mint(8).getFirst();
        try (var socket = Socket.to(wires.get(1))) {
            socket.send("""
                {"jsonrpc": "2.0", "id": 1, "method": "subscribe",
                 "params": {"kind": "proof_state", "subId": "coin", "filters": ["%s"]}}
                """.formatted(Purse.y(coin)));
            socket.next();
            socket.next();

            wires.get(0)
                    .post(SWAP, Purse.swap(List.of(coin), purse.outputsWorth(7)))
                    .json();
            var committed = Instant.now();

            assertThat(socket.next().get("params").get("payload").get("state").asString())
                    .isEqualTo("SPENT");
            assertThat(Duration.between(committed, Instant.now())).isLessThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void refuseNoSwapWhileKeysetsAreRotated() {
        var isOver = new AtomicBoolean();
        var purses = Stream.generate(() -> coins(200, 8)).limit(4).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var swaps = purses.stream()
                    .map(coins -> threads.submit(() -> refusals(coins, isOver)))
                    .toList();
            String before = purse.keyset().id().hex();
            rotate(replicas.get(1).mint());
            await("all show the next keyset")
                    .atMost(LIMIT)
                    .until(() -> wires.stream().noneMatch(wire -> active(wire).equals(before)));
            rotate(replicas.get(2).mint());
            await("all show the one after it")
                    .during(Duration.ofSeconds(3))
                    .atMost(LIMIT)
                    .until(() ->
                            wires.stream().map(ReplicaTests::active).distinct().count() == 1);
            isOver.set(true);

            assertThat(swaps.stream().map(ReplicaTests::result).flatMap(List::stream))
                    .isEmpty();
        }
    }

    /// Swaps one coin after the other onto the keyset that one replica shows, at another one.
    private List<String> refusals(List<Proof> coins, AtomicBoolean isOver) {
        List<String> refusals = new ArrayList<>();
        for (int i = 0; !isOver.get() && i < coins.size(); i++) {
            var asked = Purse.at(wires.get(i % 3));
            var swap = Purse.swap(List.of(coins.get(i)), asked.outputsWorth(7));
            var answer = wires.get((i + 1) % 3).post(SWAP, swap);
            if (answer.status() != 200) {
                refusals.add(answer.text());
            }
        }
        return refusals;
    }

    private static List<String> sagas(WatchedMint replica, String column) {
        return replica.books().rows("SELECT " + column + " FROM saga_state");
    }

    private static String active(Wire wire) {
        return Purse.at(wire).keyset().id().hex();
    }

    private static void rotate(RunningMint mint) {
        var management = new Wire(mint.managementUrl());
        var request = management
                .request("/actuator/keysets")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"unit\": \"sat\", \"inputFeePpk\": 100}"));
        assertThat(management.send(request).status()).isEqualTo(200);
    }

    private String meltQuote(int replica, String invoice) {
        return wires.get(replica % wires.size())
                .post(MELT_QUOTE, Map.of("request", invoice, "unit", "sat"))
                .json()
                .get("quote")
                .asString();
    }

    private List<Proof> coins(int count, long each) {
        return purse.mint(IntStream.range(0, count).mapToLong(_ -> each).toArray());
    }

    private void requirePaidOnce(String invoice, List<Proof> coins) {
        String hash = Bolt11Invoice.parse(invoice).paymentHash().hex();
        assertThat(replicas.getFirst().node().payments()).containsEntry(hash, 1L);
        assertThat(purse.states(coins)).containsOnlyOnce("SPENT").doesNotContain("PENDING");
    }

    private List<Callable<Integer>> requests(
            int count, String path, java.util.function.IntFunction<Map<String, ?>> body) {
        return IntStream.range(0, count)
                .mapToObj(i -> request(i, path, body.apply(i)))
                .toList();
    }

    /// One request, put together beforehand, to the replica whose turn it is.
    private Callable<Integer> request(int number, String path, Map<String, ?> body) {
        String text = Wire.text(body);
        var wire = wires.get(number % wires.size());
        return () -> decided(wire, path, text);
    }

    /// The status of an answer that says yes or no: a replica that is too busy for either is asked again.
    private static int decided(Wire wire, String path, String body) {
        return await("a decision")
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .ignoreException(UncheckedIOException.class)
                .until(() -> wire.postText(path, body).status(), status -> status != 503);
    }

    private static void askInVain(Wire wire, String body) {
        try {
            wire.postText(SWAP, body);
        } catch (UncheckedIOException _) {
            // the replica has died
        }
    }

    /// How often there was each status.
    private static Map<Integer, Long> tally(List<Integer> statuses) {
        return statuses.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static <T> List<T> all(List<Callable<T>> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(work).stream().map(ReplicaTests::result).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
