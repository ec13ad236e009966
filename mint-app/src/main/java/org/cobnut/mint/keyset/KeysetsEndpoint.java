package org.cobnut.mint.keyset;

import java.time.Instant;
import java.util.List;

import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/// Shows an operator the keysets, and rotates them: an endpoint of Actuator that is exposed only if the operator asks
/// for it, since everybody who reaches it may rotate.
@Component
@Endpoint(id = "keysets")
class KeysetsEndpoint {

    static final String HOW_TO_ROTATE = "To rotate, add keysets to management.endpoints.web.exposure.include and POST"
            + " {\"unit\":…,\"inputFeePpk\":…} to /actuator/keysets of the management port.";

    private final Keysets keysets;

    KeysetsEndpoint(Keysets keysets) {
        this.keysets = keysets;
    }

    @ReadOperation
    List<Entry> keysets() {
        return keysets.keysets().stream().map(Entry::of).toList();
    }

    /// Makes the next keyset of a unit.
    ///
    /// @param finalExpiry seconds since the epoch; null if it does not expire
    @WriteOperation
    Entry rotate(String unit, long inputFeePpk, @Nullable Long finalExpiry) {
        var expiry = finalExpiry == null ? null : Instant.ofEpochSecond(finalExpiry);
        return Entry.of(keysets.rotate(new RotationTerms(new Unit(unit), inputFeePpk, List.of(), expiry, 2))
                .info());
    }

    /// A keyset as the operator sees it.
    record Entry(
            String id,
            String unit,
            boolean active,
            long inputFeePpk,
            @Nullable Instant finalExpiry) {

        static Entry of(KeysetInfo keyset) {
            return new Entry(
                    keyset.id().hex(),
                    keyset.unit().name(),
                    keyset.active(),
                    keyset.inputFeePpk(),
                    keyset.finalExpiry());
        }
    }
}
