package org.cobnut.cashu.condition;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

import static org.cobnut.cashu.condition.ConditionRefusal.refused;

/// Reads the terms in a NUT-10 secret. Terms that are not understood to the letter can never be fulfilled, not
/// even after their locktime.
final class SpendingConditionReader {

    private static final Set<String> NAMES =
            Set.of("sigflag", "pubkeys", "n_sigs", "locktime", "refund", "n_sigs_refund");
    private static final Pattern KEY = Pattern.compile("0[23][0-9a-fA-F]{64}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,4}");
    private static final Pattern TIME = Pattern.compile("[0-9]{1,20}");
    private static final BigInteger END_OF_TIME = BigInteger.valueOf(Instant.MAX.getEpochSecond());

    private final WellKnownSecret secret;
    private final Map<String, List<String>> tags = new HashMap<>();

    private SpendingConditionReader(WellKnownSecret secret) {
        this.secret = secret;
        for (var tag : secret.tags()) {
            var name = tag.getFirst();
            // Of two equal tags each implementation would obey another one. Tags of unknown name bind nobody.
            if (NAMES.contains(name) && tags.put(name, values(tag)) != null) {
                throw refused("the spending condition has the tag " + name + " twice");
            }
        }
    }

    /// The terms of `secret`.
    ///
    /// @throws org.cobnut.cashu.CashuException if they are malformed
    static SpendingCondition read(WellKnownSecret secret) {
        try {
            return new SpendingConditionReader(secret).condition();
        } catch (IllegalArgumentException malformed) {
            throw refused("the spending condition is malformed: " + malformed.getMessage());
        }
    }

    private static List<String> values(List<String> tag) {
        if (tag.size() == 1) {
            throw refused("the spending condition has a tag without a value");
        }
        return tag.subList(1, tag.size());
    }

    private SpendingCondition condition() {
        var keys = new ArrayList<String>();
        if (secret.kind() == ConditionKind.P2PK) {
            keys.add(secret.data());
        }
        keys.addAll(tags.getOrDefault("pubkeys", List.of()));
        return new SpendingCondition(
                secret.kind() == ConditionKind.HTLC ? secret.data() : null,
                signers(keys, "n_sigs"),
                locktime(),
                signers(tags.getOrDefault("refund", List.of()), "n_sigs_refund"),
                flag());
    }

    private Signers signers(List<String> keys, String countTag) {
        var count = single(countTag);
        if (count == null) {
            return new Signers(points(keys), Math.min(1, keys.size()));
        }
        if (!COUNT.matcher(count).matches() || Integer.parseInt(count) == 0) {
            throw refused("the spending condition has a " + countTag + " that is not a positive number");
        }
        return new Signers(points(keys), Integer.parseInt(count));
    }

    private static List<Point> points(List<String> keys) {
        return keys.stream().map(SpendingConditionReader::point).toList();
    }

    private static Point point(String key) {
        if (!KEY.matcher(key).matches()) {
            throw refused("the spending condition has a key that is not a compressed point in hex");
        }
        return Curve.preferred().point(key);
    }

    /// A time beyond what a clock can show never comes.
    private @Nullable Instant locktime() {
        var text = single("locktime");
        if (text == null) {
            return null;
        }
        if (!TIME.matcher(text).matches()) {
            throw refused("the spending condition has a locktime that is not a number of seconds");
        }
        return Instant.ofEpochSecond(new BigInteger(text).min(END_OF_TIME).longValueExact());
    }

    private SignatureFlag flag() {
        var text = single("sigflag");
        if (text == null) {
            return SignatureFlag.SIG_INPUTS;
        }
        for (var flag : SignatureFlag.values()) {
            if (flag.name().equals(text)) {
                return flag;
            }
        }
        throw refused("the spending condition has a sigflag that is not known");
    }

    private @Nullable String single(String name) {
        var values = tags.get(name);
        if (values == null) {
            return null;
        }
        if (values.size() != 1) {
            throw refused("the spending condition has several values of " + name);
        }
        return values.getFirst();
    }
}
