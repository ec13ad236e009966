package org.cobnut.mint.keyset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestSignatory;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.signatory.KeysetVersion;
import org.cobnut.signatory.Rotation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A mint whose private keys are in another process.
@ParameterizedClass
@MethodSource("mints")
class RemoteSignatoryHttpTests {

    private static final String MNEMONIC = "abandon ".repeat(11) + "about";

    private final TestSignatory signatory;
    private final Mint mint;
    private final TestWallet wallet;

    RemoteSignatoryHttpTests(MintAndSignatory both) {
        this.signatory = both.signatory();
        this.mint = both.mint();
        this.wallet = new TestWallet(mint);
    }

    record MintAndSignatory(Mint mint, TestSignatory signatory) implements AutoCloseable {

        static MintAndSignatory start(Engine engine) {
            var signatory = new TestSignatory(MNEMONIC);
            return new MintAndSignatory(Mint.start(engine, signatory.settings()), signatory);
        }

        @Override
        public void close() throws IOException {
            mint.close();
            signatory.close();
        }
    }

    static Stream<MintAndSignatory> mints() {
        return Stream.of(Engine.values()).map(MintAndSignatory::start);
    }

    @AfterEach
    void reset() {
        signatory.beforeSigning(() -> {});
    }

    @Test
    void issuesSwapsAndRestores() {
        var inputs = wallet.issue(8, 4);
        var outputs = wallet.blind(2, 2, 8);

        var signatures = TestWallet.signatures(wallet.swap(inputs, outputs));

        assertThat(TestWallet.signatures(wallet.swap(inputs, outputs)))
                .as("again")
                .isEqualTo(signatures);
        var restored = mint.post("/v1/restore", TestWallet.json(Map.of("outputs", TestWallet.messages(outputs))));
        assertThat(restored.ok().get("signatures")).hasSize(3);
        assertThat(states(inputs)).containsOnly("SPENT");
        wallet.swap(wallet.unblind(outputs, signatures), wallet.blind(4, 8)).ok();
    }

    @Test
    void changesNothingWhileTheSignatoryIsAway() {
        var inputs = wallet.issue(8);
        var outputs = wallet.blind(8);
        signatory.stop();

        var answer = wallet.swap(inputs, outputs);

        answer.refusedWith(ErrorCode.UNAVAILABLE);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(states(inputs)).containsOnly("UNSPENT");
        signatory.startAgain();
        mint.bean(Keysets.class).refresh();
        wallet.swap(inputs, outputs).ok();
    }

    @Test
    void givesTheInputsBackThatTheSignatoryDoesNotSignFor() {
        var inputs = wallet.issue(8);
        var outputs = wallet.blind(8);
        signatory.beforeSigning(() -> {
            throw new IllegalStateException("the signatory has a fault");
        });

        wallet.swap(inputs, outputs).refusedWith(ErrorCode.UNAVAILABLE);

        assertThat(states(inputs)).containsOnly("UNSPENT");
        assertThat(unfinished()).isZero();
        reset();
        wallet.swap(inputs, outputs).ok();
    }

    @Test
    void holdsTheInputsWhileTheSignatoryWorksAndAnswersTwinsAlike() throws Exception {
        var inputs = wallet.issue(8);
        var outputs = wallet.blind(8);
        var asked = new CountDownLatch(1);
        var allowed = new CountDownLatch(1);
        signatory.beforeSigning(() -> {
            asked.countDown();
            await(allowed);
        });

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> TestWallet.signatures(wallet.swap(inputs, outputs)));
            await(asked);
            assertThat(states(inputs)).containsOnly("PENDING");
            wallet.swap(inputs, wallet.blind(4, 4)).refusedWith(ErrorCode.PROOFS_PENDING);
            var twin = threads.submit(() -> TestWallet.signatures(wallet.swap(inputs, outputs)));
            allowed.countDown();

            assertThat(first.get()).isEqualTo(twin.get());
        }
        assertThat(unfinished()).isZero();
    }

    @Test
    void showsInItsHealthWhereTheKeysAre() throws IOException {
        assertThat(health()).contains("remote").contains("127.0.0.1").doesNotContain("DEGRADED");
        signatory.stop();

        assertThat(health()).contains("DEGRADED");

        assertThatThrownBy(() -> mint.bean(Keysets.class).refresh()).hasMessageContaining("away");
        signatory.startAgain();
        mint.bean(Keysets.class).refresh();
        assertThat(health()).doesNotContain("DEGRADED");
    }

    @Test
    void rotatesAtTheSignatory() {
        var keysets = mint.bean(Keysets.class);
        var before = wallet.issue(8);

        var made = keysets.rotate(RotationTerms.of(Unit.SAT, 0));

        assertThat(signatory.keysets().keysets())
                .extracting(keyset -> keyset.keyset().id())
                .contains(made.id());
        assertThat(keysets.all()).extracting(Keyset::id).contains(made.id());
        wallet.swap(before, wallet.blind(8)).ok();
    }

    @Test
    void takesUpAKeysetThatWasMadeAtTheSignatory() {
        var keysets = mint.bean(Keysets.class);
        var unit = new Unit("usd");

        var made = signatory
                .rotate(new Rotation(unit, 7, List.of(), null, KeysetVersion.V2, java.time.Instant.ofEpochSecond(1)))
                .keyset();
        keysets.refresh();

        assertThat(keysets.active(unit)).map(Keyset::id).contains(made.id());
    }

    @Test
    void refusesASeedOfItsOwn() {
        var settings = new java.util.HashMap<>(signatory.settings());
        settings.put("cobnut.mnemonic", MNEMONIC);

        assertThatThrownBy(() -> Mint.start(Engine.SQLITE, settings))
                .hasRootCauseInstanceOf(StartRefusedException.class)
                .rootCause()
                .hasMessageContaining("given a seed as well");
    }

    @Test
    void refusesASeedThatItHasMadeBefore(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("mnemonic"), MNEMONIC);
        var settings = new java.util.HashMap<>(signatory.settings());
        settings.put("cobnut.data-dir", folder.toString());

        assertThatThrownBy(() -> Mint.start(Engine.SQLITE, settings))
                .hasRootCauseInstanceOf(StartRefusedException.class)
                .rootCause()
                .hasMessageContaining("the seed that this mint made is still in " + folder);
    }

    @Test
    void doesNotStartWithoutItsSignatory() {
        var settings = Map.of(
                "cobnut.signatory.kind", "remote",
                "cobnut.signatory.address", "127.0.0.1:1",
                "cobnut.signatory.deadline", "500ms");

        assertThatThrownBy(() -> Mint.start(Engine.SQLITE, settings))
                .rootCause()
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("does not answer: DEADLINE_EXCEEDED Connection refused")
                .hasMessageNotContaining("\n");
    }

    private List<String> states(List<Proof> proofs) {
        var ys = proofs.stream().map(proof -> TestWallet.y(proof).hex()).toList();
        return mint.post("/v1/checkstate", TestWallet.json(Map.of("Ys", ys)))
                .ok()
                .get("states")
                .valueStream()
                .map(state -> state.get("state").asString())
                .toList();
    }

    private long unfinished() {
        return mint.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM saga_state")
                .query(Long.class)
                .single();
    }

    private String health() throws IOException {
        return mint.send(java.net.http.HttpRequest.newBuilder(mint.managementUri("/actuator/health")))
                .body();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
