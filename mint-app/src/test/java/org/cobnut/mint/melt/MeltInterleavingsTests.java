package org.cobnut.mint.melt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.awaitility.Awaitility;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.store.Transactions;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.fake.PaymentMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.mint.melt.MeltClient.invoice;

/// Requests that stop after any step and go on much later, replicas that die, news, questions and sweeps, in an order
/// that a random number generator draws: whatever the order, one quote is paid at most once, and exactly what was paid
/// is spent. `-Dcobnut.interleavings=…` plays more of them, `-Dcobnut.seed=…` the same again.
@MintTest
class MeltInterleavingsTests {

    private static final int ROUNDS = Integer.getInteger("cobnut.interleavings", 6);
    private static final int STEPS = 14;
    private static final String LIVING = "another replica";
    private static final String DEAD = "dead";

    private final MeltClient client;
    private final MeltSteps steps;

    MeltInterleavingsTests(Mint mint) {
        client = new MeltClient(mint);
        client.reset();
        steps = new MeltSteps(client);
    }

    @AfterEach
    void theWorldIsAsBefore() {
        client.reset();
        client.assertBooksBalance();
    }

    @Test
    void payAtMostOnceAndSpendWhatWasPaid() {
        long seed = Long.getLong("cobnut.seed", System.nanoTime());
        for (int round = 0; round < ROUNDS; round++) {
            var game = new Game(new SplittableRandom(seed + round), "seed " + (seed + round));
            game.play();
            game.end();
        }
    }

    /// One quote, three wallets that want to pay it, and everything that happens to them.
    private final class Game {

        private final SplittableRandom random;
        private final String name;
        private final String quote = client.quoted(invoice(100));
        private final List<List<Proof>> wallets =
                List.of(client.wallet.issue(64, 32, 8), client.wallet.issue(64, 32, 8), client.wallet.issue(64, 32, 8));
        private final List<RoutedMelt> reserved = new ArrayList<>();
        private final List<RoutedMelt> attempted = new ArrayList<>();
        private final Set<AttemptId> paid = new HashSet<>();
        private final List<String> story = new ArrayList<>();

        Game(SplittableRandom random, String name) {
            this.random = random;
            this.name = name;
            client.fake.switchPayments(PaymentMode.ANSWER_UNKNOWN);
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                int drawn = random.nextInt(10);
                story.add(String.valueOf(drawn));
                try {
                    take(drawn);
                } catch (CashuException refusal) {
                    story.add(String.valueOf(refusal.code()));
                }
            }
        }

        private void take(int step) {
            switch (step) {
                case 0, 1 -> reserved.add(steps.reserve(quote, any(wallets), List.of()));
                case 2, 3 -> {
                    if (!reserved.isEmpty()) {
                        attempted.add(steps.attempt(any(reserved)));
                    }
                }
                case 4, 5 -> {
                    if (!attempted.isEmpty()) {
                        steps.send(any(attempted));
                    }
                }
                case 6 -> resolve(random.nextBoolean());
                case 7 -> belongsTo(LIVING);
                case 8 -> {
                    belongsTo(DEAD);
                    wake();
                    steps.recover();
                }
                default -> {
                    wake();
                    client.find(quote);
                }
            }
        }

        /// Whatever is in flight comes to an end, and the node tells so.
        private void resolve(boolean isPaid) {
            for (var payment : attempted) {
                var outcome = isPaid ? MeltClient.paid(100) : new PaymentOutcome.Failed("no route");
                if (client.fake.sent().contains(payment.attempt())
                        && client.fake.resolve(payment.attempt(), outcome)
                        && isPaid) {
                    paid.add(payment.attempt());
                }
            }
        }

        private void wake() {
            client.mint
                    .bean(Transactions.class)
                    .run(() -> client.jdbc()
                            .sql("UPDATE saga_state SET checks = 0, last_checked = 0 WHERE quote_id = ?")
                            .param(quote)
                            .update());
        }

        /// The melt, if one is under way, is another replica's from now on.
        private void belongsTo(String replica) {
            client.mint.bean(Transactions.class).run(() -> {
                client.jdbc()
                        .sql("INSERT INTO replica (id, lease_until, started_time) VALUES (?, 9999999999, 0)"
                                + " ON CONFLICT DO NOTHING")
                        .param(LIVING)
                        .update();
                client.jdbc()
                        .sql("UPDATE saga_state SET replica_id = ?, epoch = epoch + 1 WHERE quote_id = ?")
                        .params(replica, quote)
                        .update();
            });
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        void end() {
            resolve(random.nextBoolean());
            Awaitility.await()
                    .atMost(MeltClient.PATIENCE)
                    .alias(name + " " + story)
                    .until(() -> {
                        belongsTo(DEAD);
                        wake();
                        steps.recover();
                        return !client.state(quote).equals("PENDING");
                    });
            attempted.forEach(steps::send); // threads that were stopped all the time
            check();
        }

        private void check() {
            var spent = wallets.stream()
                    .filter(proofs -> client.states(proofs).contains(ProofState.SPENT))
                    .toList();
            assertThat(paid).as(name + " " + story).hasSizeLessThanOrEqualTo(1);
            assertThat(client.state(quote)).as(name + " " + story).isEqualTo(paid.isEmpty() ? "UNPAID" : "PAID");
            assertThat(spent).as(name + " " + story).hasSize(paid.size());
            assertThat(client.isLoss(quote)).as(name + " " + story).isFalse();
            assertThat(client.fake.sent()).as(name + " " + story).doesNotHaveDuplicates();
            assertThat(wallets.stream()
                            .filter(proofs -> !spent.contains(proofs))
                            .flatMap(proofs -> client.states(proofs).stream()))
                    .as(name + " " + story)
                    .allMatch(ProofState.UNSPENT::equals);
        }
    }
}
