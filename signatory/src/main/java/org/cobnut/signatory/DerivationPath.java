package org.cobnut.signatory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Sha256;
import org.cobnut.cashu.seed.ExtendedKey;

/// A path of hardened steps from the root to a keyset.
record DerivationPath(List<Integer> steps) {

    /// 129372 is U+1F95C, the peanut: the purpose of Cashu's keys.
    private static final int PURPOSE = 129372;

    private static final Pattern FORM = Pattern.compile("(\\d+'/)*\\d+'");

    /// The path that CDK gives to keyset `index` of `unit`.
    static DerivationPath of(Unit unit, int index) {
        return new DerivationPath(List.of(PURPOSE, step(unit), index));
    }

    /// A number for the name of a unit. Different names may have the same number, and then the mint can have only one
    /// of them.
    private static int step(Unit unit) {
        var hash = Sha256.hash(unit.name().toUpperCase(Locale.ROOT));
        return ByteBuffer.wrap(hash).getInt() & Integer.MAX_VALUE;
    }

    static DerivationPath parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a path of hardened steps: " + text);
        }
        return new DerivationPath(Arrays.stream(text.split("/"))
                .map(step -> Integer.parseInt(step, 0, step.length() - 1, 10))
                .toList());
    }

    ExtendedKey derive(ExtendedKey root) {
        var key = root;
        for (int step : steps) {
            key = key.hardened(step);
        }
        return key;
    }

    @Override
    public String toString() {
        return String.join("/", steps.stream().map(step -> step + "'").toList());
    }
}
