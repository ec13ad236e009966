package org.cobnut.mint.payment;

import java.util.List;

import org.cobnut.mint.info.UserNotices;
import org.springframework.stereotype.Component;

/// Tells the users which units are not worth anything.
@Component
class FakeMoney implements UserNotices {

    private final Processors processors;

    FakeMoney(Processors processors) {
        this.processors = processors;
    }

    @Override
    public List<String> notices() {
        var units = processors.running().stream()
                .filter(running -> !running.isReal())
                .map(running -> running.processor().settings().unit())
                .sorted()
                .toList();
        return units.isEmpty()
                ? List.of()
                : List.of("This mint is for trying things out: its payments in " + String.join(", ", units)
                        + " are fake, and the ecash is worth nothing.");
    }
}
