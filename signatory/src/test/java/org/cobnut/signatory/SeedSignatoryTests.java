package org.cobnut.signatory;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SeedSignatoryTests extends SignatoryContract {

    /// The mnemonic of a database that cdk-mintd 0.18 wrote, with its two keysets and its root public key.
    private static final String MNEMONIC = "abandon ".repeat(11) + "about";

    private static final String ROOT_KEY = "03d902f35f560e0470c63313c7369168d9d7df2d49bf295fd9fb7cb109ccee0494";
    private static final KeysetDefinition VERSION_2 = new KeysetDefinition(
            new KeysetId("0187b2e8760759f0d0de2e0b7cae676f106e318e6795206c8b266865e5b9fe6074"),
            Unit.SAT,
            1,
            "129372'/1967237907'/1'",
            KeysetDefinition.AMOUNTS,
            100,
            false,
            Instant.ofEpochSecond(1_795_506_527),
            null);
    private static final KeysetDefinition VERSION_1 = new KeysetDefinition(
            new KeysetId("00bcdcb31c919a24"),
            Unit.SAT,
            2,
            "129372'/1967237907'/2'",
            KeysetDefinition.AMOUNTS,
            0,
            true,
            Instant.ofEpochSecond(1_795_506_527),
            null);

    private final MemoryKeysetDefinitions definitions = new MemoryKeysetDefinitions();
    private final Signatory signatory = SeedSignatory.ofMnemonic(MNEMONIC, definitions);
    private final Signatory replica = SeedSignatory.ofMnemonic(MNEMONIC, definitions);

    @Override
    protected Signatory signatory() {
        return signatory;
    }

    @Override
    protected Signatory replica() {
        return replica;
    }

    @Test
    void derivesTheKeysetsOfACdkDatabase() {
        var imported = SeedSignatory.ofMnemonic(MNEMONIC, new MemoryKeysetDefinitions(VERSION_1, VERSION_2));

        var keysets = imported.keysets();

        assertThat(keysets.rootPublicKey().hex()).isEqualTo(ROOT_KEY);
        assertThat(keysets.keysets())
                .extracting(keyset -> keyset.keyset().id())
                .containsExactly(VERSION_2.id(), VERSION_1.id());
        assertThat(keysets.keysets())
                .extracting(keyset -> keyset.keyset().active())
                .containsExactly(false, true);
    }

    @Test
    void makesTheKeysetsThatCdkMakes() {
        var first =
                signatory.rotate(new Rotation(Unit.SAT, 100, List.of(), null, KeysetVersion.V2, VERSION_2.validFrom()));
        var second =
                signatory.rotate(new Rotation(Unit.SAT, 0, List.of(), null, KeysetVersion.V1, VERSION_1.validFrom()));

        assertThat(first.keyset().id()).isEqualTo(VERSION_2.id());
        assertThat(second.keyset().id()).isEqualTo(VERSION_1.id());
        assertThat(definitions.all())
                .extracting(KeysetDefinition::derivationPath)
                .containsExactly(VERSION_2.derivationPath(), VERSION_1.derivationPath());
    }

    @Test
    void keepsAKeysetThatASlowerReaderHasNotSeen() {
        var slow = new SlowDefinitions(definitions);
        var reader = SeedSignatory.ofMnemonic(MNEMONIC, slow);
        slow.meanwhile = () ->
                reader.rotate(new Rotation(Unit.SAT, 100, List.of(), null, KeysetVersion.V2, VERSION_2.validFrom()));

        reader.keysets();

        var output =
                new BlindedMessage(Amount.ONE, VERSION_2.id(), Curve.preferred().hashToCurve(new byte[0]));
        assertThat(reader.sign(List.of(output))).hasSize(1);
    }

    @Test
    void refusesKeysetsOfAnotherSeed() {
        var other = SeedSignatory.ofSeed(new byte[32], new MemoryKeysetDefinitions(VERSION_1));

        assertThatThrownBy(other::keysets)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(VERSION_1.id().hex());
    }

    @Test
    void refusesChangedTerms() {
        var cheaper = new KeysetDefinition(
                VERSION_2.id(),
                VERSION_2.unit(),
                VERSION_2.index(),
                VERSION_2.derivationPath(),
                VERSION_2.amounts(),
                0,
                true,
                VERSION_2.validFrom(),
                null);
        var changed = SeedSignatory.ofMnemonic(MNEMONIC, new MemoryKeysetDefinitions(cheaper));

        assertThatThrownBy(changed::keysets).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTwoUnitsWithOnePath() {
        // In upper case, in which CDK hashes them, both are SS.
        signatory.rotate(new Rotation(new Unit("ss"), 0, List.of(), null, KeysetVersion.V2, Instant.EPOCH));
        var sharpS = new Rotation(new Unit("ß"), 0, List.of(), null, KeysetVersion.V2, Instant.EPOCH);

        assertThatThrownBy(() -> signatory.rotate(sharpS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unit ss");
    }

    @Test
    void refusesWhatIsNoSeed() {
        assertThatThrownBy(() -> SeedSignatory.ofMnemonic("abandon hope", definitions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hope");
        assertThatThrownBy(() -> SeedSignatory.ofSeed(new byte[8], definitions))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsItsPublicKeyOnly() {
        assertThat(signatory).hasToString("SeedSignatory[" + ROOT_KEY + "]");
    }

    /// Something else happens once between the reading of the definitions and its answer.
    private static final class SlowDefinitions implements KeysetDefinitions {

        private final KeysetDefinitions definitions;
        private Runnable meanwhile = () -> {};

        private SlowDefinitions(KeysetDefinitions definitions) {
            this.definitions = definitions;
        }

        @Override
        public Collection<KeysetDefinition> all() {
            var read = definitions.all();
            var once = meanwhile;
            meanwhile = () -> {};
            once.run();
            return read;
        }

        @Override
        public boolean add(KeysetDefinition definition) {
            return definitions.add(definition);
        }
    }
}
