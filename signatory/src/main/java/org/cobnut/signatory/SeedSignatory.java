package org.cobnut.signatory;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.seed.ExtendedKey;
import org.cobnut.cashu.seed.Mnemonic;
import org.jspecify.annotations.Nullable;

/// A signatory in this process that derives all its keys from one seed, along the paths of CDK's mint: a seed brought
/// from there has the same keysets here.
public final class SeedSignatory implements Signatory {

    /// Lists from this length on are worth a second core.
    private static final int LARGE = 16;

    private static final int MIN_SEED_LENGTH = 16;
    private static final int MAX_SEED_LENGTH = 64;

    private final ExtendedKey root;
    private final Point rootPublicKey;
    private final KeysetDefinitions definitions;
    private volatile Map<KeysetId, Derived> known = Map.of();

    private record Derived(KeysetDefinition definition, PrivateKeyset keys, Keyset keyset) {}

    private SeedSignatory(byte[] seed, KeysetDefinitions definitions) {
        this.root = ExtendedKey.master(seed);
        this.rootPublicKey = Curve.preferred().publicKey(root.key());
        this.definitions = definitions;
    }

    /// Derives from the seed of a mnemonic without passphrase.
    ///
    /// @throws IllegalArgumentException if `words` are no BIP-39 mnemonic
    public static SeedSignatory ofMnemonic(String words, KeysetDefinitions definitions) {
        return new SeedSignatory(Mnemonic.parse(words).seed(), definitions);
    }

    /// Derives from the seed itself.
    ///
    /// @throws IllegalArgumentException unless it has the 16 to 64 bytes that BIP-32 asks for
    public static SeedSignatory ofSeed(byte[] seed, KeysetDefinitions definitions) {
        if (seed.length < MIN_SEED_LENGTH || seed.length > MAX_SEED_LENGTH) {
            throw new IllegalArgumentException("a seed has 16 to 64 bytes");
        }
        return new SeedSignatory(seed, definitions);
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public SignatoryKeysets keysets() {
        var before = known;
        var derived = new HashMap<KeysetId, Derived>();
        // Derivation is the slow part of a start with many keysets, so both cores take part; later calls find most
        // done.
        definitions.all().parallelStream()
                .map(definition -> derive(definition, before.get(definition.id())))
                .toList()
                .forEach(keyset -> derived.put(keyset.definition().id(), keyset));
        remember(derived);
        var inOrder = Comparator.comparing(
                        (Derived keyset) -> keyset.definition().unit().name())
                .thenComparingInt(keyset -> keyset.definition().index());
        return new SignatoryKeysets(
                rootPublicKey,
                derived.values().stream()
                        .sorted(inOrder)
                        .map(SeedSignatory::shown)
                        .toList());
    }

    @Override
    public List<BlindSignature> sign(List<BlindedMessage> messages) {
        return onBothCores(messages, message -> keys(message.keysetId()).sign(message));
    }

    @Override
    public void verify(List<Proof> proofs) {
        var genuine = onBothCores(proofs, proof -> keys(proof.keysetId()).signed(proof));
        if (genuine.contains(false)) {
            throw new CashuException(ErrorCode.PROOF_INVALID);
        }
    }

    @Override
    public SignatoryKeyset rotate(Rotation rotation) {
        var definition = define(rotation);
        if (!definitions.add(definition)) {
            throw new RotationConflictException(rotation.unit());
        }
        return keysets().keysets().stream()
                .filter(keyset -> keyset.keyset().id().equals(definition.id()))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("keyset " + definition.id() + " was not kept"));
    }

    /// No keyset ever goes away, so one that is missing was made after `derived` was read, and another call knows it.
    private synchronized void remember(Map<KeysetId, Derived> derived) {
        var all = new HashMap<>(known);
        all.putAll(derived);
        known = Map.copyOf(all);
    }

    private KeysetDefinition define(Rotation rotation) {
        var newest = newest(rotation.unit());
        var path = DerivationPath.of(
                rotation.unit(), newest.map(KeysetDefinition::index).orElse(0) + 1);
        requireFree(path);
        var amounts = rotation.amounts().isEmpty()
                ? newest.map(KeysetDefinition::amounts).orElse(KeysetDefinition.AMOUNTS)
                : rotation.amounts().stream().sorted().toList();
        var keys = PrivateKeyset.derive(root, path, amounts).publicKeys();
        var id = rotation.version().id(keys, rotation.unit(), rotation.inputFeePpk(), rotation.finalExpiry());
        return new KeysetDefinition(
                id,
                rotation.unit(),
                path.steps().getLast(),
                path.toString(),
                amounts,
                rotation.inputFeePpk(),
                true,
                rotation.validFrom(),
                rotation.finalExpiry());
    }

    private Optional<KeysetDefinition> newest(Unit unit) {
        return known.values().stream()
                .map(Derived::definition)
                .filter(definition -> definition.unit().equals(unit))
                .max(Comparator.comparingInt(KeysetDefinition::index));
    }

    private void requireFree(DerivationPath path) {
        for (var other : known.values()) {
            if (other.definition().derivationPath().equals(path.toString())) {
                throw new IllegalArgumentException(
                        "the keys would be those of unit " + other.definition().unit() + ": the mint cannot have both");
            }
        }
    }

    private Derived derive(KeysetDefinition definition, @Nullable Derived before) {
        if (before != null && before.definition().equals(definition)) {
            return before;
        }
        var keys = before != null && before.definition().hasKeysOf(definition)
                ? before.keys()
                : PrivateKeyset.derive(root, DerivationPath.parse(definition.derivationPath()), definition.amounts());
        var keyset = new Keyset(
                definition.id(),
                definition.unit(),
                definition.active(),
                definition.inputFeePpk(),
                definition.finalExpiry(),
                keys.publicKeys());
        if (!keyset.hasGenuineId()) {
            throw new IllegalStateException("keyset " + definition.id()
                    + " is not of this seed, or its terms were changed: its keys and terms do not hash to its id");
        }
        return new Derived(definition, keys, keyset);
    }

    private PrivateKeyset keys(KeysetId id) {
        var keyset = known.get(id);
        if (keyset == null) {
            throw new CashuException(ErrorCode.KEYSET_UNKNOWN, "keyset " + id + " is not known");
        }
        return keyset.keys();
    }

    private static SignatoryKeyset shown(Derived keyset) {
        return new SignatoryKeyset(keyset.keyset(), keyset.definition().validFrom());
    }

    private static <T, R> List<R> onBothCores(List<T> list, Function<T, R> work) {
        Stream<T> stream = list.size() < LARGE ? list.stream() : list.parallelStream();
        return stream.map(work).toList();
    }

    @Override
    public String toString() {
        return "SeedSignatory[" + rootPublicKey + "]";
    }
}
