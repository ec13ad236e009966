package org.cobnut.mint.keyset;

import org.cobnut.cashu.Unit;
import org.cobnut.signatory.RotationConflictException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the first keyset of each unit in the settings. A start never creates a second one: an operator rotates.
final class FirstKeysets {

    private static final Logger log = LoggerFactory.getLogger(FirstKeysets.class);

    private FirstKeysets() {}

    static void create(Keysets keysets, KeysetSettings settings) {
        long fee = settings.keysets().inputFeePpk();
        for (var name : settings.units()) {
            var unit = new Unit(name);
            if (keysets.all().stream().noneMatch(keyset -> keyset.unit().equals(unit))) {
                create(keysets, unit, fee);
            } else {
                tell(keysets, unit, fee);
            }
        }
    }

    private static void create(Keysets keysets, Unit unit, long fee) {
        try {
            keysets.rotate(RotationTerms.of(unit, fee));
        } catch (RotationConflictException _) {
            keysets.refresh(); // another replica that starts at the same time has created it
        }
    }

    private static void tell(Keysets keysets, Unit unit, long fee) {
        var active = keysets.active(unit);
        if (active.isEmpty()) {
            log.warn(
                    "Unit {} has no active keyset, so nothing of it can be minted. {}",
                    unit,
                    KeysetsEndpoint.HOW_TO_ROTATE);
            return;
        }
        log.info("Keyset {} of unit {} is active", active.get().id(), unit);
        if (active.get().inputFeePpk() != fee) {
            log.warn(
                    "cobnut.keysets.input-fee-ppk is {}, but the active keyset {} of unit {} charges {} until it is"
                            + " rotated. {}",
                    fee,
                    active.get().id(),
                    unit,
                    active.get().inputFeePpk(),
                    KeysetsEndpoint.HOW_TO_ROTATE);
        }
    }
}
