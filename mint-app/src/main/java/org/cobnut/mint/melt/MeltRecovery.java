package org.cobnut.mint.melt;

import org.cobnut.mint.ledger.Saga;
import org.cobnut.mint.ledger.Sagas;
import org.cobnut.mint.payment.ProcessorStarted;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Goes on with melts that nobody works at: those of replicas that are dead, this mint's own from before a
/// crash among them, and those of this replica whose payment has no outcome yet.
@Component
class MeltRecovery implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(MeltRecovery.class);
    private static final int AT_ONCE = 20;
    private static final int LOOKED_AT = 200;
    private static final int BEFORE_START = 1000;

    private final Sagas sagas;
    private final MeltStatusCheck statusCheck;
    private final MeltTasks tasks;
    private final Transactions transactions;
    private final MeltSettings settings;

    MeltRecovery(
            Sagas sagas,
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
        for (var saga : sagas.due(settings.retry(), settings.maxRetry(), BEFORE_START)) {
            if (saga.state() == Saga.State.RESERVED) {
                boolean isReleased = hasReleased(saga);
                released += isReleased ? 1 : 0;
                failed += isReleased ? 0 : 1;
            }
        }
        if (released + failed > 0) {
            log.info("{} melts of before that were not sent are released, {} are tried again", released, failed);
        }
    }

    /// One that cannot be driven is no reason to leave the others.
    private boolean hasReleased(Saga saga) {
        try {
            statusCheck.ofOwner(saga, false);
            return true;
        } catch (RuntimeException error) {
            log.warn("melt {} could not be looked at: {}", saga.operation(), error.toString());
            return false;
        }
    }

    /// Each melt is looked at in a thread of its own: a processor that hangs must hold up neither other melts nor
    /// whatever else is scheduled.
    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void sweep() {
        try {
            sagas.due(settings.retry(), settings.maxRetry(), tasks.size() + LOOKED_AT).stream()
                    .filter(saga -> !tasks.isFresh(saga.operation()))
                    .forEach(saga -> tasks.look(saga.operation(), () -> statusCheck.ofOwner(saga, isPaying(saga))));
            tasks.interrupt(operation -> sagas.find(operation).isEmpty());
        } catch (RuntimeException error) {
            log.warn("Unfinished melts could not be looked at: {}", error.toString());
        }
    }

    private boolean isPaying(Saga saga) {
        return tasks.isPaying(saga.operation());
    }

    /// Dead replicas are looked for less often than own melts: their leases last longer.
    @Scheduled(
            fixedDelayString = "${cobnut.replica.heartbeat:5s}",
            initialDelayString = "${cobnut.replica.heartbeat:5s}")
    void takeOver() {
        try {
            adopt();
        } catch (RuntimeException error) {
            log.warn("Melts of dead replicas could not be looked for: {}", error.toString());
        }
    }

    private void adopt() {
        int adopted;
        do {
            adopted = transactions.write(() -> sagas.adopt(AT_ONCE)).size();
            if (adopted > 0) {
                log.info("{} unfinished melts were taken over", adopted);
            }
        } while (adopted == AT_ONCE);
    }

    /// A node that is back may know what became of its payments.
    @EventListener
    void on(ProcessorStarted started) {
        try {
            transactions.run(() -> sagas.wake(started.node().value()));
        } catch (RuntimeException error) {
            log.warn("Melts of a node that is back have to wait: {}", error.toString());
        }
    }
}
