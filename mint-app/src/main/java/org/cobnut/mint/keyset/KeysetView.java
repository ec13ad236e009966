package org.cobnut.mint.keyset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.signatory.SignatoryKeyset;
import org.cobnut.signatory.SignatoryKeysets;

/// The keysets as a replica has read them at one moment, and their states at any later one. The clock alone decides
/// which keyset of a unit is active, so replicas that have read the same rows switch together.
final class KeysetView {

    private final SignatoryKeysets known;
    private final Map<KeysetId, Entry> byId = new LinkedHashMap<>();
    private final Map<Unit, List<Entry>> unretired = new HashMap<>();
    private final Instant readAt;
    private final Duration tolerance;

    /// A view of the keysets that were read.
    ///
    /// @param tripped keysets that are closed for inputs and outputs alike
    /// @param readAt when they were read
    /// @param tolerance how much earlier than its time a new keyset is accepted for outputs; an old one is
    ///     accepted for twice as long after it. Replicas differ by less, so no honest wallet is refused in between
    KeysetView(SignatoryKeysets known, Set<KeysetId> tripped, Instant readAt, Duration tolerance) {
        this.known = known;
        this.readAt = readAt;
        this.tolerance = tolerance;
        for (var keyset : known.keysets()) {
            var id = keyset.keyset().id();
            var entry = Entry.of(keyset, tripped.contains(id));
            byId.put(id, entry);
            if (keyset.keyset().active()) {
                unretired
                        .computeIfAbsent(keyset.keyset().unit(), _ -> new ArrayList<>())
                        .add(entry);
            }
        }
    }

    /// One keyset, as it is shown while it is active and while it is not.
    private record Entry(Keyset active, Keyset inactive, Instant validFrom, boolean isTripped) {

        static Entry of(SignatoryKeyset keyset, boolean isTripped) {
            return new Entry(with(keyset.keyset(), true), with(keyset.keyset(), false), keyset.validFrom(), isTripped);
        }

        private static Keyset with(Keyset terms, boolean isActive) {
            return new Keyset(
                    terms.id(), terms.unit(), isActive, terms.inputFeePpk(), terms.finalExpiry(), terms.keys());
        }

        KeysetId id() {
            return active.id();
        }

        boolean isExpired(Instant now) {
            return active.finalExpiry() != null && !now.isBefore(active.finalExpiry());
        }
    }

    SignatoryKeysets known() {
        return known;
    }

    /// Whether this view may miss a rotation that has already taken effect.
    boolean isStale(Instant now) {
        return now.isAfter(readAt.plus(tolerance.multipliedBy(2)));
    }

    /// All keysets, as they look `now`.
    List<Keyset> all(Instant now) {
        return byId.values().stream().map(entry -> shown(entry, now)).toList();
    }

    Keyset get(KeysetId id, Instant now) {
        return shown(known(id), now);
    }

    Optional<Keyset> active(Unit unit, Instant now) {
        return inUse(unit, now).map(entry -> shown(entry, now)).filter(Keyset::active);
    }

    /// The keyset if its proofs may be spent.
    Keyset forInputs(KeysetId id, Instant now) {
        return shown(open(id, now), now);
    }

    /// The keyset if it may sign.
    Keyset forOutputs(KeysetId id, Instant now) {
        var entry = open(id, now);
        if (!isTaken(entry, now)) {
            throw new CashuException(ErrorCode.KEYSET_INACTIVE, "keyset " + id + " is inactive and signs nothing");
        }
        return shown(entry, now);
    }

    /// Keysets whose time is over for good, and which are not marked so yet.
    List<KeysetId> toRetire(Instant now) {
        return unretired.values().stream()
                .flatMap(List::stream)
                .filter(entry -> !entry.validFrom().isAfter(now) && !isTaken(entry, now))
                .map(Entry::id)
                .toList();
    }

    private Entry open(KeysetId id, Instant now) {
        var entry = known(id);
        if (entry.isExpired(now)) {
            throw new CashuException(ErrorCode.KEYSET_EXPIRED);
        }
        if (entry.isTripped()) {
            throw new CashuException(
                    ErrorCode.KEYSET_INACTIVE, "keyset " + id + " is closed until the operator has looked into it");
        }
        return entry;
    }

    private Entry known(KeysetId id) {
        var entry = byId.get(id);
        if (entry == null) {
            throw new CashuException(ErrorCode.KEYSET_UNKNOWN);
        }
        return entry;
    }

    private Keyset shown(Entry entry, Instant now) {
        boolean isActive = !entry.isTripped() && !entry.isExpired(now) && isInUse(entry, now);
        return isActive ? entry.active() : entry.inactive();
    }

    /// Whether outputs on it are accepted: it is in use, will be in a moment, or was a moment ago.
    private boolean isTaken(Entry entry, Instant now) {
        var earliest = now.minus(tolerance.multipliedBy(2));
        var moment = entry.validFrom().isAfter(earliest) ? entry.validFrom() : earliest;
        return !moment.isAfter(now.plus(tolerance)) && isInUse(entry, moment);
    }

    private boolean isInUse(Entry entry, Instant moment) {
        return inUse(entry.active().unit(), moment)
                .filter(used -> used.id().equals(entry.id()))
                .isPresent();
    }

    /// The newest keyset of `unit` that has not been retired and is valid by then.
    private Optional<Entry> inUse(Unit unit, Instant moment) {
        return unretired.getOrDefault(unit, List.of()).stream()
                .filter(entry -> !entry.validFrom().isAfter(moment))
                .reduce((_, later) -> later);
    }
}
