package org.cobnut.signatory;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;

/// What a [SeedSignatory] has to remember to derive a keyset again. Nothing in it is secret.
///
/// @param index counts the keysets of the unit from 1
/// @param derivationPath from the root, hardened throughout and without `m/`: `129372'/1967237907'/1'`
/// @param amounts in the order of their keys: the first has the keyset's child `0'`
/// @param inputFeePpk thousandths of the unit
/// @param active false if it has been retired for good
/// @param finalExpiry null if it does not expire
public record KeysetDefinition(
        KeysetId id,
        Unit unit,
        int index,
        String derivationPath,
        List<Amount> amounts,
        long inputFeePpk,
        boolean active,
        Instant validFrom,
        @Nullable Instant finalExpiry) {

    /// The amounts of a keyset whose maker does not say otherwise: the powers of two from 2^0 to 2^31.
    public static final List<Amount> AMOUNTS =
            IntStream.range(0, 32).mapToObj(power -> Amount.of(1L << power)).toList();

    public KeysetDefinition {
        amounts = List.copyOf(amounts);
    }

    boolean hasKeysOf(KeysetDefinition other) {
        return derivationPath.equals(other.derivationPath) && amounts.equals(other.amounts);
    }
}
