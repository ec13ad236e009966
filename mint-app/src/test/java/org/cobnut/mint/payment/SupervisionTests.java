package org.cobnut.mint.payment;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.cobnut.payment.AttemptId;
import org.cobnut.payment.IncomingOptions;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.fake.FakeInvoice;
import org.cobnut.payment.fake.PaymentMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataIntegrityViolationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.payment.PaymentMethod.BOLT11;

class SupervisionTests {

    private static final int PATIENCE_SECONDS = 30;

    private final FakeWorld world = new FakeWorld();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> published = new LinkedBlockingQueue<>();
    private final PaymentHealthIndicator health = new PaymentHealthIndicator(world.processors());
    private final Supervision supervision = new Supervision(world.processors(), provider(), provider(), published::add);

    private record Settled(NodeId node, AttemptId attempt, PaymentOutcome outcome) {}

    private record Unreadable(Receipt.Source source, String id) {}

    private record Listener(BlockingQueue<Object> heard) implements IncomingPayments, OutgoingPayments {
        @Override
        public void receive(Receipt receipt) {
            if (receipt.paymentId().equals("poison")) {
                throw new DataIntegrityViolationException("no table takes this");
            }
            heard.add(receipt);
        }

        @Override
        public void keepUnreadable(Receipt.Source source, String id) {
            heard.add(new Unreadable(source, id));
        }

        @Override
        public void report(NodeId node, AttemptId attempt, PaymentOutcome outcome) {
            heard.add(new Settled(node, attempt, outcome));
        }
    }

    private <T> ObjectProvider<T> provider() {
        return new ObjectProvider<>() {
            @Override
            @SuppressWarnings("unchecked") // the listener is both of the ports
            public T getObject() {
                return (T) new Listener(heard);
            }
        };
    }

    @AfterEach
    void stop() {
        supervision.stop();
    }

    @Test
    void startsProcessorsAndSaysSo() throws Exception {
        supervision.begin();

        assertThat(next(published)).isInstanceOf(ProcessorStarted.class);
        assertThat(next(published)).isInstanceOf(ProcessorStarted.class);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void startsAProcessorThatWasDownAsSoonAsItIsBack() throws Exception {
        world.fake("sat").switchDown(true);
        supervision.begin();

        assertThat(next(published))
                .isEqualTo(new ProcessorStarted(world.fake("usd").node()));
        assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.health().getDetails().get("main (sat)")).asString().startsWith("down");
        assertThat(health.health().getDetails().get("main (usd)")).isEqualTo("up");
        world.fake("sat").switchDown(false);

        assertThat(next(published))
                .isEqualTo(new ProcessorStarted(world.fake("sat").node()));
    }

    @Test
    @Timeout(PATIENCE_SECONDS)
    void stopsThoughAStartHangs() {
        var never = new CountDownLatch(1);
        var hanging = new Supervision(world.processors(), provider(), provider(), _ -> {
            try {
                never.await();
            } catch (InterruptedException _) {
                published.add("interrupted");
            }
        });
        hanging.start();
        hanging.begin();

        hanging.stop();

        assertThat(hanging.isRunning()).isFalse();
        assertThat(published).containsOnly("interrupted");
    }

    @Test
    void passesReceiptsOn() throws Exception {
        supervision.begin();
        var request = world.processors()
                .forMinting("sat", BOLT11)
                .createIncomingRequest(new IncomingOptions.Bolt11(Money.sat(5), null, null));

        assertThat(next(heard)).isInstanceOfSatisfying(Receipt.class, receipt -> {
            assertThat(receipt.source()).isEqualTo(source());
            assertThat(receipt.lookupId()).isEqualTo(request.lookup().value());
            assertThat(receipt.paymentId()).isEqualTo(request.lookup().value());
            assertThat(receipt.amount()).isEqualTo(Money.sat(5));
        });
    }

    @Test
    void knowsTheMethodByWhateverIdsTheNodeHas() throws Exception {
        supervision.begin();

        world.fake("sat").receive(new IncomingPayment(new LookupId(LookupId.Kind.LABEL, "a label"), "p", Money.sat(1)));

        assertThat(next(heard))
                .isInstanceOfSatisfying(
                        Receipt.class, receipt -> assertThat(receipt.source()).isEqualTo(source()));
    }

    @Test
    void passesNewsOfAttemptsOn() throws Exception {
        supervision.begin();
        world.fake("sat").switchPayments(PaymentMode.ANSWER_UNKNOWN);
        var attempt = new AttemptId(new java.util.UUID(1, 2));
        var invoice = FakeInvoice.of(Money.msat(5_000), "").text();
        world.processors()
                .forMelting("sat", BOLT11)
                .pay(attempt, new org.cobnut.payment.OutgoingOptions.Bolt11(invoice, null), Money.sat(2));
        var failed = new PaymentOutcome.Failed("no route");

        world.fake("sat").resolve(attempt, failed);

        assertThat(next(heard)).isEqualTo(new Settled(world.fake("sat").node(), attempt, failed));
    }

    @Test
    void keepsWhatCouldNotBeReadAndGoesOn() throws Exception {
        supervision.begin();

        world.fake("sat").tell(new PaymentEvent.Unreadable("7", "?"));
        world.fake("sat").tell(new PaymentEvent.Unreadable("8", "?"));

        assertThat(next(heard)).isEqualTo(new Unreadable(source(), "7"));
        assertThat(next(heard)).isEqualTo(new Unreadable(source(), "8"));
    }

    @Test
    void keepsWhatNobodyCanTakeAndGoesOn() throws Exception {
        supervision.begin();
        var lookup = LookupId.of(new PaymentHash("00".repeat(32)));

        world.fake("sat").receive(new IncomingPayment(lookup, "poison", Money.sat(1)));
        world.fake("sat").receive(new IncomingPayment(lookup, "good", Money.sat(1)));

        assertThat(next(heard))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        kept -> assertThat(kept.id()).contains("poison").contains("1 sat"));
        assertThat(next(heard)).isInstanceOf(Receipt.class);
    }

    private Receipt.Source source() {
        return new Receipt.Source("main", world.fake("sat").node(), "sat", BOLT11);
    }

    private static Object next(BlockingQueue<Object> queue) throws InterruptedException {
        var next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
