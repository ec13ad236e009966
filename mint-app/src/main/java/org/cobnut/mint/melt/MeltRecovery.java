package org.cobnut.mint.melt;

import org.cobnut.mint.payment.ProcessorStarted;
import org.cobnut.mint.replica.TakeoverSweep;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Goes on with melts that no thread works at: those of dead replicas (this mint's own from before a crash among
/// them), and those of this replica whose payment has no outcome yet.
@Component
class MeltRecovery implements SmartInitializingSingleton, TakeoverSweep {

    private static final Logger log = LoggerFactory.getLogger(MeltRecovery.class);
    private static final int TAKEOVER_BATCH = 20;
    private static final int CHECKS_PER_SWEEP = 200;
    private static final int MAX_RELEASED_BEFORE_START = 1000;

    private final MeltSagas sagas;
    private final MeltStatusCheck statusCheck;
    private final MeltTasks tasks;
    private final Transactions transactions;
    private final MeltSettings settings;

    MeltRecovery(
            MeltSagas sagas,
            MeltStatusCheck statusCheck,
            MeltTasks tasks,
            Transactions transactions,
            MeltSettings settings) {
        this.sagas = sagas;
        this.statusCheck = statusCheck;
        this.tasks = tasks;
        this.transactions = transactions;
        this.settings = settings;
    }

    /// Before HTTP opens: what needs no node. What fails here, or is more than so many, is the sweep's.
    @Override
    public void afterSingletonsInstantiated() {
        takeOver();
        int released = 0;
        int failed = 0;
        for (var saga : sagas.due(settings.retry(), settings.maxRetry(), MAX_RELEASED_BEFORE_START)) {
            if (saga.state() == MeltSaga.State.RESERVED) {
                boolean isDone = check(saga);
                released += isDone ? 1 : 0;
                failed += isDone ? 0 : 1;
            }
        }
        if (released + failed > 0) {
            log.info(
                    "Released {} melts that an earlier run had reserved and never sent; {} more are tried again",
                    released,
                    failed);
        }
    }

    /// An error of one melt is no reason to leave the others.
    ///
    /// @return whether there was none
    private boolean check(MeltSaga saga) {
        try {
            statusCheck.checkAsOwner(saga, false);
            return true;
        } catch (RuntimeException error) {
            log.warn("Melt {} could not be checked and is tried again: {}", saga.operation(), error.toString());
            return false;
        }
    }

    /// Each melt is checked in a thread of its own: a processor that hangs must hold up neither other melts nor
    /// other scheduled work.
    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void sweep() {
        try {
            sagas.due(settings.retry(), settings.maxRetry(), tasks.size() + CHECKS_PER_SWEEP).stream()
                    .filter(saga -> !tasks.isWithinAnswerTime(saga.operation()))
                    .forEach(saga ->
                            tasks.check(saga.operation(), () -> statusCheck.checkAsOwner(saga, isPaying(saga))));
            tasks.interrupt(operation -> sagas.find(operation).isEmpty());
        } catch (RuntimeException error) {
            log.warn("Unfinished melts could not be checked and are tried again: {}", error.toString());
        }
    }

    private boolean isPaying(MeltSaga saga) {
        return tasks.isPaying(saga.operation());
    }

    @Override
    public void takeOver() {
        try {
            takeOverAll();
        } catch (RuntimeException error) {
            log.warn("Melts of dead replicas could not be taken over and are tried again: {}", error.toString());
        }
    }

    private void takeOverAll() {
        int taken;
        do {
            taken = transactions.write(() -> sagas.takeOver(TAKEOVER_BATCH));
            if (taken > 0) {
                log.info("Took over {} unfinished melts of dead replicas", taken);
            }
        } while (taken == TAKEOVER_BATCH);
    }

    /// A node that is back may know what became of its payments.
    @EventListener
    void on(ProcessorStarted started) {
        try {
            transactions.run(() -> sagas.makeDue(started.node()));
        } catch (RuntimeException error) {
            log.warn("Melts of a node that is back are checked later: {}", error.toString());
        }
    }
}
