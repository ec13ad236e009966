package org.cobnut.mint.swap;

import org.cobnut.mint.replica.TakeoverSweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ends swaps that no thread works at any more: those of dead replicas (this mint's own from before a crash among
/// them), and those whose thread could not end them itself.
@Component
class SwapRecovery implements SmartInitializingSingleton, TakeoverSweep {

    private static final Logger log = LoggerFactory.getLogger(SwapRecovery.class);

    private final TwoPhaseSwaps swaps;

    SwapRecovery(TwoPhaseSwaps swaps) {
        this.swaps = swaps;
    }

    /// Before HTTP opens. It needs no signatory.
    @Override
    public void afterSingletonsInstantiated() {
        takeOver();
        sweep();
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void sweep() {
        try {
            swaps.recoverOwn();
        } catch (RuntimeException error) {
            log.warn("Unfinished swaps of this replica could not be ended and are tried again: {}", error.toString());
        }
    }

    @Override
    public void takeOver() {
        try {
            swaps.recoverOthers();
        } catch (RuntimeException error) {
            log.warn("Swaps of dead replicas could not be taken over and are tried again: {}", error.toString());
        }
    }
}
