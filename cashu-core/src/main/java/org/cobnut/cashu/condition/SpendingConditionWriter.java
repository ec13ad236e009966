package org.cobnut.cashu.condition;

import java.util.ArrayList;
import java.util.List;

import org.cobnut.cashu.crypto.Point;

/// Puts terms into the tags of a NUT-10 secret, leaving out what is the default.
final class SpendingConditionWriter {

    private final List<List<String>> tags = new ArrayList<>();

    private SpendingConditionWriter() {}

    static WellKnownSecret write(SpendingCondition condition, String nonce) {
        var keys = condition.signers().keys().stream().map(Point::hex).toList();
        var hash = condition.hash();
        var writer = new SpendingConditionWriter();
        writer.writeTags(condition, hash == null ? keys.subList(1, keys.size()) : keys);
        return hash == null
                ? new WellKnownSecret(ConditionKind.P2PK, nonce, keys.getFirst(), writer.tags)
                : new WellKnownSecret(ConditionKind.HTLC, nonce, hash, writer.tags);
    }

    private void writeTags(SpendingCondition condition, List<String> pubkeys) {
        if (condition.flag() != SignatureFlag.SIG_INPUTS) {
            add("sigflag", List.of(condition.flag().name()));
        }
        add("pubkeys", pubkeys);
        addCount("n_sigs", condition.signers());
        addLocktime(condition);
        add("refund", condition.refund().keys().stream().map(Point::hex).toList());
        addCount("n_sigs_refund", condition.refund());
    }

    private void addLocktime(SpendingCondition condition) {
        var locktime = condition.locktime();
        if (locktime != null) {
            add("locktime", List.of(Long.toString(locktime.getEpochSecond())));
        }
    }

    private void addCount(String name, Signers signers) {
        if (signers.required() > 1) {
            add(name, List.of(Integer.toString(signers.required())));
        }
    }

    private void add(String name, List<String> values) {
        if (!values.isEmpty()) {
            var tag = new ArrayList<>(List.of(name));
            tag.addAll(values);
            tags.add(tag);
        }
    }
}
