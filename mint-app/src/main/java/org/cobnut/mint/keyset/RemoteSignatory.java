package org.cobnut.mint.keyset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.Rotation;
import org.cobnut.signatory.Signatory;
import org.cobnut.signatory.SignatoryKeyset;
import org.cobnut.signatory.SignatoryKeysets;
import org.cobnut.signatory.grpc.GrpcSignatory;

/// A signatory in another process. Such a signatory does not say in which order its keysets were created, nor since
/// when each is active. The mint notes both in table `keyset`, where the replica that first sees a keyset writes
/// its row; so all replicas switch together, whichever program rotated.
final class RemoteSignatory implements Signatory, AutoCloseable {

    /// How often another replica may be first to take the number of a new row.
    private static final int MAX_RIVALS = 10;

    private final GrpcSignatory remote;
    private final KeysetRows rows;
    private final Clock clock;
    private final Duration notice;

    /// @param notice how long before its time a new keyset is published
    RemoteSignatory(GrpcSignatory remote, KeysetRows rows, Clock clock, Duration notice) {
        this.remote = remote;
        this.rows = rows;
        this.clock = clock;
        this.notice = notice;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public SignatoryKeysets keysets() {
        var shown = remote.keysets();
        var mine = shown.keysets().stream()
                .map(SignatoryKeyset::keyset)
                .filter(keyset -> !keyset.unit().equals(Unit.AUTH)) // for NUT-22, which this mint does not offer
                .toList();
        var definitions = remembered(mine);
        requireAll(definitions, mine);
        return new SignatoryKeysets(
                shown.rootPublicKey(),
                definitions.stream()
                        .flatMap(definition -> shown(definition, mine, definitions).stream())
                        .toList());
    }

    @Override
    public List<BlindSignature> sign(List<BlindedMessage> messages) {
        return remote.sign(messages);
    }

    @Override
    public void verify(List<Proof> proofs) {
        remote.verify(proofs);
    }

    @Override
    public SignatoryKeyset rotate(Rotation rotation) {
        var made = remote.rotate(rotation).keyset().id();
        return keysets().keysets().stream()
                .filter(keyset -> keyset.keyset().id().equals(made))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("the signatory does not show the keyset it made"));
    }

    @Override
    public void close() {
        remote.close();
    }

    /// Why the signatory does not answer; empty while it does.
    Optional<String> outage() {
        remote.probe();
        return remote.outage();
    }

    @Override
    public String toString() {
        return remote.toString();
    }

    /// The rows of `keysets`, unit by unit in order, after rows for the new ones have been added.
    private List<KeysetDefinition> remembered(List<Keyset> keysets) {
        var known = known();
        // Of several new ones the active one is the newest.
        var inOrder =
                keysets.stream().sorted(Comparator.comparing(Keyset::active)).toList();
        for (int rivals = 0; rivals < MAX_RIVALS; rivals++) {
            for (var keyset : inOrder) {
                if (!isIn(known, keyset.id())) {
                    rows.add(definition(keyset, known));
                    known = known();
                }
            }
            var all = known;
            if (inOrder.stream().allMatch(keyset -> isIn(all, keyset.id()))) {
                return all;
            }
        }
        throw new IllegalStateException("the keysets of the signatory could not be written down");
    }

    /// The mint could not redeem proofs of a keyset that the signatory does not have.
    private static void requireAll(List<KeysetDefinition> definitions, List<Keyset> shown) {
        var ids = shown.stream().map(Keyset::id).toList();
        for (var definition : definitions) {
            if (!ids.contains(definition.id())) {
                throw new IllegalStateException("the signatory does not have its keyset " + definition.id());
            }
        }
    }

    private List<KeysetDefinition> known() {
        return rows.all().stream()
                .sorted(Comparator.comparing(
                                (KeysetDefinition row) -> row.unit().name())
                        .thenComparingInt(KeysetDefinition::index))
                .toList();
    }

    private static boolean isIn(List<KeysetDefinition> known, KeysetId id) {
        return known.stream().anyMatch(definition -> definition.id().equals(id));
    }

    private KeysetDefinition definition(Keyset keyset, List<KeysetDefinition> known) {
        var earlier = known.stream()
                .filter(definition -> definition.unit().equals(keyset.unit()))
                .toList();
        int index = earlier.isEmpty() ? 1 : earlier.getLast().index() + 1;
        boolean replaces = earlier.stream().anyMatch(KeysetDefinition::active);
        return new KeysetDefinition(
                keyset.id(),
                keyset.unit(),
                index,
                KeysetRows.ELSEWHERE,
                List.copyOf(keyset.keys().keySet()),
                keyset.inputFeePpk(),
                keyset.active(),
                inSeconds(replaces ? clock.instant().plus(notice) : clock.instant()),
                keyset.finalExpiry());
    }

    private static Instant inSeconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    /// A keyset that the signatory has replaced stays active for the mint until its successor's time has come; one that
    /// was closed without a successor does not.
    private static Optional<SignatoryKeyset> shown(
            KeysetDefinition definition, List<Keyset> keysets, List<KeysetDefinition> definitions) {
        return keysets.stream()
                .filter(keyset -> keyset.id().equals(definition.id()))
                .findAny()
                .map(keyset -> {
                    boolean isReplaced = keysets.stream()
                            .filter(other -> other.active() && other.unit().equals(keyset.unit()))
                            .anyMatch(other -> index(other, definitions) > definition.index());
                    boolean isActive = definition.active() && (keyset.active() || isReplaced);
                    return new SignatoryKeyset(withActive(keyset, isActive), definition.validFrom());
                });
    }

    private static int index(Keyset keyset, List<KeysetDefinition> definitions) {
        return definitions.stream()
                .filter(definition -> definition.id().equals(keyset.id()))
                .mapToInt(KeysetDefinition::index)
                .findAny()
                .orElse(0);
    }

    private static Keyset withActive(Keyset keyset, boolean isActive) {
        return new Keyset(
                keyset.id(), keyset.unit(), isActive, keyset.inputFeePpk(), keyset.finalExpiry(), keyset.keys());
    }
}
