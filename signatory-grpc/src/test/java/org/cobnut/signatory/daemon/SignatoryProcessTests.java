package org.cobnut.signatory.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.cobnut.signatory.KeysetVersion;
import org.cobnut.signatory.Rotation;
import org.cobnut.signatory.grpc.GrpcSignatory;
import org.cobnut.signatory.grpc.TransportSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SignatoryProcessTests {

    private static final String MNEMONIC = "abandon ".repeat(11) + "about";
    private static final Map<String, String> WORDS = Map.of("COBNUT_MNEMONIC", MNEMONIC);

    @TempDir
    private Path folder;

    @Test
    void keepsItsKeysetsThroughAStop() {
        var terms = new Rotation(
                Unit.SAT,
                7,
                List.of(Amount.of(1), Amount.parse("18446744073709551615")),
                Instant.now().plusSeconds(100_000),
                KeysetVersion.V2,
                Instant.EPOCH);
        try (var process = start(WORDS);
                var signatory = connect(process)) {
            signatory.rotate(terms);
            signatory.rotate(terms);
        }

        try (var process = start(WORDS);
                var signatory = connect(process)) {
            assertThat(signatory.keysets().keysets())
                    .hasSize(2)
                    .allMatch(keyset -> keyset.keyset().hasGenuineId())
                    .extracting(keyset -> keyset.keyset().active())
                    .containsExactly(false, true);
        }
    }

    @Test
    void readsTheMnemonicFromItsDataDirectory() throws IOException {
        Files.writeString(folder.resolve("mnemonic"), MNEMONIC + "\n");

        try (var process = start(Map.of());
                var signatory = connect(process)) {
            assertThat(signatory.keysets().rootPublicKey().hex())
                    .isEqualTo("03d902f35f560e0470c63313c7369168d9d7df2d49bf295fd9fb7cb109ccee0494");
        }
    }

    @Test
    void saysWhatToDoWithoutASeed() {
        assertRefused(() -> start(Map.of()), "Put 12 to 24 words");
        assertRefused(() -> start(Map.of("COBNUT_MNEMONIC", "abandon hope")), "no mnemonic");
    }

    @Test
    void refusesASecondProcessOnItsData() {
        try (var _ = start(WORDS)) {
            assertRefused(() -> start(WORDS), "Another signatory");
        }
    }

    @Test
    void refusesKeysetsOfAnotherSeed() {
        try (var process = start(WORDS);
                var signatory = connect(process)) {
            signatory.rotate(new Rotation(Unit.SAT, 0, List.of(), null, KeysetVersion.V2, Instant.EPOCH));
        }

        var other = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        assertRefused(() -> start(Map.of("COBNUT_MNEMONIC", other)), "does not fit the keysets");
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        Files.writeString(folder.resolve("keysets.json"), "[{]");

        assertRefused(() -> start(WORDS), "cannot be read from");
    }

    @Test
    void refusesPlaintextBeyondThisMachine() {
        assertRefused(() -> start(WORDS, "--listen=0.0.0.0:0"), "plaintext");
    }

    @ParameterizedTest
    @CsvSource({"--lisent=1,--help", "listen,--help", "--listen=15060,--listen", "--listen=a b,--listen"})
    void refusesOptionsThatItDoesNotKnow(String option, String hint) {
        assertRefused(() -> start(WORDS, option), hint);
    }

    @Test
    void isDescribedByItsOwnOptions() {
        assertThat(SignatoryProcess.help()).contains(Options.synopsis() + "\n");
    }

    @Test
    void hidesTheWords() {
        assertThat(Options.of(List.of(), WORDS).toString()).doesNotContain("abandon");
    }

    private SignatoryProcess start(Map<String, String> environment, String... options) {
        var arguments = Stream.concat(Stream.of("--data-dir=" + folder, "--listen=127.0.0.1:0"), Stream.of(options))
                .toList();
        return SignatoryProcess.start(Options.of(arguments, environment));
    }

    private static GrpcSignatory connect(SignatoryProcess process) {
        var security = new TransportSecurity(null, false);
        var signatory = GrpcSignatory.at("127.0.0.1", process.port(), security, Duration.ofSeconds(20));
        signatory.awaitKeysets();
        return signatory;
    }

    private static void assertRefused(Runnable start, String reason) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(start::run)
                .withMessageContaining(reason)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("abandon hope"));
    }
}
