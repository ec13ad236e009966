package org.cobnut.payment;

import java.util.Map;

/// One processor as the operator configured it under `cobnut.processors.<name>`.
///
/// @param name for people: logs, health details; no record of money depends on it
/// @param unit that the instance trades in
/// @param options what the kind understands beyond that; a factory refuses what it does not know
public record ProcessorInstance(String name, String unit, Map<String, String> options) {

    public ProcessorInstance {
        options = Map.copyOf(options);
    }

    /// Names no options: they may be secrets.
    @Override
    public String toString() {
        return name + " (" + unit + ")";
    }
}
