package org.cobnut.signatory.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.signatory.SeedSignatory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Both ends have to show a certificate of the authority that the other one knows.
class TlsTests {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final SeedSignatory seed =
            SeedSignatory.ofMnemonic("abandon ".repeat(11) + "about", new MemoryDefinitions());
    private final Path ours = certificates("/tls/ca.pem");
    private final Path others = certificates("/tls/other/ca.pem");
    private SignatoryServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = SignatoryServer.start(seed, address, tls(ours), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void connectsEndsThatKnowEachOther() {
        try (var signatory = connect(tls(ours))) {
            assertThat(signatory.keysets()).isEqualTo(seed.keysets());
        }
    }

    @Test
    void turnsAwayAMintOfAnotherAuthority() throws IOException {
        copy(ours, "ca.pem");
        copy(others, "client.pem", "client.key");

        isAwayFor(tls(folder));
    }

    @Test
    void distrustsASignatoryOfAnotherAuthority() throws IOException {
        copy(others, "ca.pem");
        copy(ours, "client.pem", "client.key");

        isAwayFor(tls(folder));
    }

    @Test
    void turnsAwayAMintWithoutTls() {
        isAwayFor(new TransportSecurity(null, false));
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        copy(ours, "ca.pem", "client.pem");

        assertThatThrownBy(() -> connect(tls(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client.key is missing");
    }

    private void isAwayFor(TransportSecurity security) {
        try (var signatory = connect(security)) {
            assertThatExceptionOfType(CashuException.class)
                    .isThrownBy(signatory::keysets)
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        }
    }

    private GrpcSignatory connect(TransportSecurity security) {
        return GrpcSignatory.at("127.0.0.1", server.port(), security, DEADLINE);
    }

    private void copy(Path from, String... names) throws IOException {
        for (var name : names) {
            Files.copy(from.resolve(name), folder.resolve(name));
        }
    }

    private static TransportSecurity tls(Path folder) {
        return new TransportSecurity(folder, false);
    }

    private static Path certificates(String resource) {
        try {
            var file = Path.of(
                    Objects.requireNonNull(TlsTests.class.getResource(resource)).toURI());
            return Objects.requireNonNull(file.getParent());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
