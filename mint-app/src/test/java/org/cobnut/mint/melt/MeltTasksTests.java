package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.cobnut.cashu.CashuException;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.payment.PaymentOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class MeltTasksTests {

    private static final OperationId ONE = OperationId.parse("01890000-0000-7000-8000-000000000001");
    private static final OperationId OTHER = OperationId.parse("01890000-0000-7000-8000-000000000002");

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final MeltTasks tasks = new MeltTasks(new MeltSettings(
            Duration.ofMinutes(10),
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofDays(30),
            1));

    @AfterEach
    void end() throws InterruptedException {
        goOn.countDown();
        tasks.close();
    }

    @Test
    void checkOthersWhileOneHangs() {
        var checked = new AtomicInteger();
        tasks.check(ONE, this::hang);

        tasks.check(ONE, checked::incrementAndGet);
        tasks.check(OTHER, checked::incrementAndGet);

        Awaitility.await().until(() -> checked.get() == 1);
        assertThat(tasks.isQuiet()).isFalse();
    }

    @Test
    void letGoOfAPaymentThatHangsOnceItsMeltIsOver() {
        assertThat(begin(ONE).await()).isEqualTo(Optional.empty());
        assertThatExceptionOfType(CashuException.class).isThrownBy(() -> tasks.takePlace(OTHER));
        tasks.interrupt(_ -> false);
        assertThat(tasks.isPaying(ONE)).isTrue();
        tasks.interrupt(ONE::equals);

        Awaitility.await().until(() -> !tasks.isPaying(ONE));
    }

    @Test
    void callAPaymentFreshUntilItTakesUnusuallyLong() {
        begin(ONE);

        Awaitility.await().until(() -> !tasks.isWithinAnswerTime(ONE));
        assertThat(tasks.isPaying(ONE)).isTrue();
    }

    @Test
    void giveThePlaceOfARefusedPaymentBack() {
        tasks.takePlace(ONE).close();

        assertThat(tasks.isPaying(ONE)).isFalse();
        tasks.takePlace(OTHER).close();
    }

    private MeltTasks.Place begin(OperationId operation) {
        try (var place = tasks.takePlace(operation)) {
            place.start(this::pay);
            return place;
        }
    }

    private PaymentOutcome pay() {
        hang();
        return new PaymentOutcome.Unresolved();
    }

    private void hang() {
        try {
            goOn.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
