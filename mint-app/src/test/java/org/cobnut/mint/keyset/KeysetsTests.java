package org.cobnut.mint.keyset;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.signatory.RotationConflictException;
import org.cobnut.signatory.SeedSignatory;
import org.cobnut.signatory.Signatory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OnBothDatabases
class KeysetsTests {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration NOTICE = Duration.ofSeconds(10);
    private static final KeysetSettings SETTINGS =
            new KeysetSettings(List.of("sat"), new KeysetSettings.Keysets(0, INTERVAL));

    private final TestDatabase database;
    private final TickingClock clock = new TickingClock();
    private final KeysetRows rows;

    KeysetsTests(TestDatabase database) {
        this.database = database;
        rows = new KeysetRows(database.jdbc(), database.transactions(), "cobnut/test");
    }

    @BeforeEach
    void empty() {
        database.transactions().run(() -> {
            database.jdbc().sql("DELETE FROM keyset_amounts").update();
            database.jdbc().sql("DELETE FROM keyset").update();
        });
    }

    @Test
    void createsTheFirstKeysetOfEachUnitOnce() {
        var settings = new KeysetSettings(List.of("sat", "usd"), new KeysetSettings.Keysets(100, INTERVAL));

        var keysets = started(settings);
        var again = started(settings);

        assertThat(keysets.all()).extracting(Keyset::unit).containsExactly(Unit.SAT, new Unit("usd"));
        assertThat(keysets.all()).allMatch(Keyset::active).allMatch(keyset -> keyset.inputFeePpk() == 100);
        assertThat(again.all()).isEqualTo(keysets.all());
    }

    @Test
    void createsOneKeysetWhenReplicasStartTogether() throws Exception {
        try (var replicas = Executors.newFixedThreadPool(4)) {
            var starts = Stream.generate(() -> replicas.submit(() -> started(SETTINGS)))
                    .limit(4)
                    .toList();
            for (var start : starts) {
                assertThat(start.get().active(Unit.SAT)).isPresent();
            }
        }

        assertThat(rows.all()).hasSize(1);
    }

    @Test
    void hasARowOfSumsFromTheCreationOn() {
        var id = activeId(started(SETTINGS));

        var issued = database.jdbc()
                .sql("SELECT total_issued FROM keyset_amounts WHERE keyset_id = ?")
                .param(id.hex())
                .query((row, _) -> row.getLong(1))
                .single();

        assertThat(issued).isZero();
    }

    @Test
    void neverRotatesBecauseASettingChanged() {
        var before = started(SETTINGS).all();

        var after = started(new KeysetSettings(List.of("sat"), new KeysetSettings.Keysets(100, INTERVAL)));

        assertThat(after.all()).isEqualTo(before);
    }

    @Test
    void keepsAllTermsOfAKeyset() {
        var keysets = started(SETTINGS);
        var expiry = clock.instant().plusSeconds(1000);
        var terms = new RotationTerms(new Unit("usd"), 7, List.of(Amount.ONE, Amount.of(10)), expiry, 1);

        var made = keysets.rotate(terms);

        assertThat(started(SETTINGS).get(made.id())).isEqualTo(made);
        assertThat(made.finalExpiry()).isEqualTo(expiry);
        assertThat(made.keys()).containsOnlyKeys(Amount.ONE, Amount.of(10));
        assertThat(made.id().version()).isEqualTo(1);
    }

    @Test
    void switchesAtTheTimeOfTheNewKeyset() {
        var keysets = started(SETTINGS);
        var old = activeId(keysets);

        var made = keysets.rotate(RotationTerms.of(Unit.SAT, 100)).id();

        assertThat(activeId(keysets)).isEqualTo(old);
        clock.advance(NOTICE.minusSeconds(1));
        assertThat(activeId(keysets)).isEqualTo(old);
        clock.advance(Duration.ofSeconds(1));
        assertThat(activeId(keysets)).isEqualTo(made);
        assertThat(keysets.get(old).active()).isFalse();
        assertThat(keysets.all()).hasSize(2);
    }

    @Test
    void takesOutputsOnBothKeysetsAroundTheSwitch() {
        var keysets = started(SETTINGS);
        var old = activeId(keysets);
        var made = keysets.rotate(RotationTerms.of(Unit.SAT, 0)).id();

        refuses(ErrorCode.KEYSET_INACTIVE, () -> keysets.forOutputs(made));
        clock.advance(NOTICE.minus(INTERVAL)); // a skew before its time
        keysets.forOutputs(made);
        keysets.forOutputs(old);
        clock.advance(INTERVAL.plus(NOTICE).minusMillis(1)); // and just before the grace of the old one ends
        keysets.forOutputs(made);
        keysets.forOutputs(old);
        clock.advance(Duration.ofMillis(1));
        refuses(ErrorCode.KEYSET_INACTIVE, () -> keysets.forOutputs(old));
        keysets.forInputs(old);
    }

    @Test
    void givesAKeysetItsGraceThatWasInUseForAMoment() {
        var keysets = new Keysets(signatory(), rows, clock, INTERVAL, Duration.ZERO);
        keysets.rotate(RotationTerms.of(Unit.SAT, 0));
        clock.advance(Duration.ofHours(1));
        var brief = keysets.rotate(RotationTerms.of(Unit.SAT, 1)).id();
        clock.advance(Duration.ofSeconds(1));
        keysets.rotate(RotationTerms.of(Unit.SAT, 2));

        clock.advance(Duration.ofSeconds(1));

        keysets.forOutputs(brief);
    }

    @Test
    void marksAKeysetThatHasHadItsTime() {
        var keysets = started(SETTINGS);
        var old = activeId(keysets);
        keysets.rotate(RotationTerms.of(Unit.SAT, 0));

        keysets.poll();
        assertThat(isMarkedActive(old)).isTrue();
        clock.advance(NOTICE.plus(NOTICE));
        keysets.poll();

        assertThat(isMarkedActive(old)).isFalse();
        refuses(ErrorCode.KEYSET_INACTIVE, () -> keysets.forOutputs(old));
        assertThat(keysets.active(Unit.SAT)).isPresent();
    }

    @Test
    void seesARotationByAnotherReplicaInTime() {
        var one = started(SETTINGS);
        var other = started(SETTINGS);
        var made = one.rotate(RotationTerms.of(Unit.SAT, 0)).id();

        refuses(ErrorCode.KEYSET_UNKNOWN, () -> other.forOutputs(made));
        clock.advance(INTERVAL);
        other.poll();
        clock.advance(INTERVAL);

        assertThat(activeId(one)).isEqualTo(made).isEqualTo(activeId(other));
    }

    @Test
    void readsAnewBeforeItSignsAfterAPause() {
        var one = started(SETTINGS);
        var paused = started(SETTINGS);
        var old = activeId(paused);
        one.rotate(RotationTerms.of(Unit.SAT, 0));

        clock.advance(Duration.ofMinutes(1));

        refuses(ErrorCode.KEYSET_INACTIVE, () -> paused.forOutputs(old));
    }

    @Test
    @Timeout(30)
    void keepsNobodyWaitingWhileTheKeysetsCannotBeRead() throws Exception {
        var isStuck = new AtomicBoolean();
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var signatory = signatory();
        var sometimesStuck = (Signatory) Proxy.newProxyInstance(
                Signatory.class.getClassLoader(), new Class<?>[] {Signatory.class}, (_, method, arguments) -> {
                    if (isStuck.get()) {
                        asked.countDown();
                        goOn.await();
                    }
                    return method.invoke(signatory, arguments);
                });
        var keysets = new Keysets(sometimesStuck, rows, clock, Duration.ofMillis(100), NOTICE);
        FirstKeysets.create(keysets, SETTINGS);
        var id = activeId(keysets);
        clock.advance(Duration.ofMinutes(1));
        isStuck.set(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> keysets.forOutputs(id));
            asked.await();

            refuses(ErrorCode.UNAVAILABLE, () -> keysets.forOutputs(id));

            goOn.countDown();
            assertThat(first.get().id()).isEqualTo(id);
        }
    }

    @Test
    void refusesToRotateWhatAnotherHasJustRotated() {
        var one = started(SETTINGS);
        var other = started(SETTINGS);
        one.rotate(RotationTerms.of(Unit.SAT, 0));

        assertThatThrownBy(() -> other.rotate(RotationTerms.of(Unit.SAT, 0)))
                .isInstanceOf(RotationConflictException.class);

        assertThat(rows.all()).hasSize(2);
    }

    @Test
    void refusesExpiredKeysets() {
        var keysets = started(SETTINGS);
        var expiry = clock.instant().plusSeconds(60);
        var id = keysets.rotate(new RotationTerms(new Unit("eur"), 0, List.of(), expiry, 2))
                .id();

        keysets.forInputs(id);
        keysets.forOutputs(id);
        clock.advance(Duration.ofSeconds(60));

        refuses(ErrorCode.KEYSET_EXPIRED, () -> keysets.forInputs(id));
        refuses(ErrorCode.KEYSET_EXPIRED, () -> keysets.forOutputs(id));
        assertThat(keysets.active(new Unit("eur"))).isEmpty();
        assertThat(keysets.get(id).active()).isFalse();
    }

    @Test
    void refusesTrippedKeysets() {
        var keysets = started(SETTINGS);
        var id = activeId(keysets);
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE keyset SET tripped_time = 1")
                        .update());

        keysets.poll();

        refuses(ErrorCode.KEYSET_INACTIVE, () -> keysets.forInputs(id));
        refuses(ErrorCode.KEYSET_INACTIVE, () -> keysets.forOutputs(id));
        assertThat(keysets.active(Unit.SAT)).isEmpty();
    }

    @Test
    void closesAKeysetAtOnceHereAndForEveryReplicaThatStarts() {
        var keysets = started(SETTINGS);
        var id = activeId(keysets);

        keysets.trip(id);

        refuses(ErrorCode.KEYSET_INACTIVE, () -> keysets.forInputs(id));
        refuses(ErrorCode.KEYSET_INACTIVE, () -> started(SETTINGS).forInputs(id));
    }

    @Test
    void closesAndOpensAKeysetThoughTheSignatoryIsAway() {
        var isAway = new AtomicBoolean();
        var signatory = signatory();
        var sometimesAway = (Signatory) Proxy.newProxyInstance(
                Signatory.class.getClassLoader(), new Class<?>[] {Signatory.class}, (_, method, arguments) -> {
                    if (isAway.get()) {
                        throw new CashuException(ErrorCode.UNAVAILABLE);
                    }
                    return method.invoke(signatory, arguments);
                });
        var keysets = new Keysets(sometimesAway, rows, clock, INTERVAL, NOTICE);
        FirstKeysets.create(keysets, SETTINGS);
        var id = activeId(keysets);
        isAway.set(true);

        keysets.trip(id);
        refuses(ErrorCode.KEYSET_INACTIVE, () -> started(SETTINGS).forInputs(id));

        keysets.reopen(id);
        assertThat(started(SETTINGS).forInputs(id).id()).isEqualTo(id);
    }

    @Test
    void refusesUnknownKeysets() {
        var keysets = started(SETTINGS);
        var id = new KeysetId("00ffffffffffffff");

        refuses(ErrorCode.KEYSET_UNKNOWN, () -> keysets.get(id));
        refuses(ErrorCode.KEYSET_UNKNOWN, () -> keysets.forInputs(id));
        refuses(ErrorCode.KEYSET_UNKNOWN, () -> keysets.forOutputs(id));
    }

    @Test
    void roundsTheFeeUpOnce() {
        var keysets = started(SETTINGS);
        var cheap = keysets.rotate(RotationTerms.of(new Unit("usd"), 100)).id();
        var dear = keysets.rotate(RotationTerms.of(new Unit("eur"), 600)).id();
        var proofs = List.of(proof(cheap), proof(dear), proof(cheap), proof(cheap));

        assertThat(keysets.fee(proofs)).isEqualTo(Amount.ONE);
        assertThat(keysets.fee(proofs.subList(0, 2))).isEqualTo(Amount.ONE);
        assertThat(keysets.fee(List.of())).isEqualTo(Amount.ZERO);
        assertThat(Amount.sum(keysets.fees(proofs).values())).isEqualTo(Amount.ONE);
        assertThat(keysets.fees(proofs)).containsOnlyKeys(cheap, dear);
    }

    @Test
    void signsAndVerifiesThroughTheSignatoryOutsideOfTransactions() {
        var keysets = started(SETTINGS);
        var key = Curve.preferred().publicKey(Scalar.random(new Random(1)));
        var messages = List.of(new BlindedMessage(Amount.ONE, activeId(keysets), key));

        assertThat(keysets.sign(messages)).hasSize(1);
        assertThatThrownBy(() -> database.transactions().run(() -> keysets.sign(messages)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> database.transactions().run(() -> keysets.verify(List.of())))
                .isInstanceOf(IllegalStateException.class);
        refuses(ErrorCode.PROOF_INVALID, () -> keysets.verify(List.of(proof(activeId(keysets)))));
    }

    @Test
    void readsRowsThatCdkWrote() {
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("""
                INSERT INTO keyset (id, unit, active, valid_from, valid_to, derivation_path, derivation_path_index,
                                    input_fee_ppk, amounts, issuer_version)
                VALUES ('00bcdcb31c919a24', 'sat', TRUE, 1795506527, NULL, '129372''/1967237907''/2''', 2, NULL, :amounts,
                        'cdk/0.18.0')
                """)
                        .params(Map.of("amounts", amounts()))
                        .update());

        assertThat(activeId(started(SETTINGS)).hex()).isEqualTo("00bcdcb31c919a24");
    }

    private static String amounts() {
        return Stream.iterate(1L, amount -> 2 * amount).limit(32).toList().toString();
    }

    private Keysets started(KeysetSettings settings) {
        var keysets = new Keysets(signatory(), rows, clock, INTERVAL, NOTICE);
        FirstKeysets.create(keysets, settings);
        return keysets;
    }

    private Signatory signatory() {
        return SeedSignatory.ofMnemonic("abandon ".repeat(11) + "about", rows);
    }

    private static KeysetId activeId(Keysets keysets) {
        return keysets.active(Unit.SAT).orElseThrow().id();
    }

    private static Proof proof(KeysetId id) {
        return new Proof(Amount.ONE, id, "secret", Curve.preferred().hashToCurve(new byte[1]), null, null);
    }

    private boolean isMarkedActive(KeysetId id) {
        return Objects.requireNonNull(database.jdbc()
                .sql("SELECT active FROM keyset WHERE id = ?")
                .param(id.hex())
                .query((row, _) -> row.getBoolean(1))
                .single());
    }

    private static void refuses(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CashuException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
