package org.cobnut.mint.melt;

import org.cobnut.mint.ledger.Saga;
import org.cobnut.mint.ledger.Sagas;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Goes on with melts that nobody works at: those of replicas that are dead, this mint's own from before a
/// crash among them, and those of this replica whose payment has no outcome yet.
@Component
class MeltRecovery implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(MeltRecovery.class);
    private static final int AT_ONCE = 20;

    private final Sagas sagas;
    private final Inquiry inquiry;
    private final MeltTasks tasks;
    private final Transactions transactions;

    MeltRecovery(Sagas sagas, Inquiry inquiry, MeltTasks tasks, Transactions transactions) {
        this.sagas = sagas;
        this.inquiry = inquiry;
        this.tasks = tasks;
        this.transactions = transactions;
    }

    /// Before HTTP opens: what needs no node.
    @Override
    public void afterSingletonsInstantiated() {
        adopt();
        sagas.own().stream()
                .filter(saga -> saga.state() != Saga.State.ATTEMPTED)
                .forEach(this::drive);
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void sweep() {
        try {
            sagas.own().stream().filter(saga -> !tasks.isHeld(saga.operation())).forEach(this::drive);
        } catch (RuntimeException error) {
            log.warn("Unfinished melts could not be looked at: {}", error.toString());
        }
    }

    /// Dead replicas are looked for less often than own melts: their leases last longer.
    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
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

    /// One that cannot be driven is no reason to leave the others.
    private void drive(Saga saga) {
        try {
            inquiry.ofOwner(saga);
        } catch (RuntimeException error) {
            log.warn("melt {} could not be looked at: {}", saga.operation(), error.toString());
        }
    }
}
