package org.cobnut.bench;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionsTests {

    @Test
    void measuresSwapsOfOneToManyClientsUnlessTold() {
        var options = Options.parse("--mint", "a", "http://127.0.0.1:1");

        assertThat(options.workloads()).containsExactly(Workload.SWAP);
        assertThat(options.clients()).containsExactly(1, 8, 32, 64);
        assertThat(options.time()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.warmUp()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsWhatIsAsked() {
        var options = Options.parse(
                "--mint a http://127.0.0.1:1 --workloads mint,swap-100 --clients 2,3 --seconds 7 --warm-up 0"
                        .split(" "));

        assertThat(options.workloads()).containsExactly(Workload.MINT, Workload.SWAP_100);
        assertThat(options.clients()).containsExactly(2, 3);
        assertThat(options.time()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.warmUp()).isZero();
    }

    @Test
    void keepsTheFiguresOfEachMintApart() {
        var options = Options.parse("--mint a http://127.0.0.1:1 --pid 3 --metrics http://localhost:2/m --seconds 9"
                .concat(" --mint b http://127.0.0.1:4 --database jdbc:postgresql://127.0.0.1:5/x?user=u")
                .split(" "));

        assertThat(options.mints())
                .containsExactly(
                        new Options.Address(
                                "a", URI.create("http://127.0.0.1:1"), 3L, URI.create("http://localhost:2/m"), null),
                        new Options.Address(
                                "b",
                                URI.create("http://127.0.0.1:4"),
                                null,
                                null,
                                "jdbc:postgresql://127.0.0.1:5/x?user=u"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--mint a http://192.0.2.1:1",
                "--mint a http://127.0.0.1:1 --metrics http://192.0.2.1:1/m",
                "--mint a http://127.0.0.1:1 --database jdbc:postgresql://192.0.2.1/x"
            })
    void leavesOtherMachinesAlone(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(line.split(" ")))
                .withMessageContaining("loopback");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--mint a",
                "--pid 3",
                "--mint a http://127.0.0.1:1 --seconds 0",
                "--mint a http://127.0.0.1:1 --seconds 601",
                "--mint a http://127.0.0.1:1 --clients 1,x",
                "--mint a http://127.0.0.1:1 --workloads melt",
                "--mint a http://127.0.0.1:1 --colour red"
            })
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(line.split(" ")));
    }
}
