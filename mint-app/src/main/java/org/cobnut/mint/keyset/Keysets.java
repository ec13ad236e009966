package org.cobnut.mint.keyset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Fees;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.info.MintKeys;
import org.cobnut.mint.store.Transactions;
import org.cobnut.signatory.KeysetVersion;
import org.cobnut.signatory.Rotation;
import org.cobnut.signatory.Signatory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All keysets of the mint and the only way to its private keys.
///
/// Its answers follow from the clock and from a view that every replica reads anew at short intervals. The signatory is
/// never called while a transaction is open.
public final class Keysets implements MintKeys {

    private static final Logger log = LoggerFactory.getLogger(Keysets.class);

    private final Signatory signatory;
    private final KeysetRows rows;
    private final Clock clock;
    private final Duration interval;
    private final Duration notice;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile KeysetView view;

    /// Reads the keysets for the first time.
    ///
    /// @param interval how often the view is read anew
    /// @param notice how long before its time a new keyset is published; zero if there are no other replicas
    Keysets(Signatory signatory, KeysetRows rows, Clock clock, Duration interval, Duration notice) {
        this.signatory = signatory;
        this.rows = rows;
        this.clock = clock;
        this.interval = interval;
        this.notice = notice;
        this.view = read();
    }

    /// The keyset, in whatever state.
    ///
    /// @throws CashuException with KEYSET_UNKNOWN
    public Keyset get(KeysetId id) {
        return view.get(id, clock.instant());
    }

    /// The keyset, if proofs of it may be spent.
    ///
    /// @throws CashuException with KEYSET_UNKNOWN, KEYSET_EXPIRED, or KEYSET_INACTIVE if [#trip] has closed it
    public Keyset forInputs(KeysetId id) {
        return view.forInputs(id, clock.instant());
    }

    /// The keyset, if outputs on it may be signed. Around a rotation this holds for the old and the new one.
    ///
    /// @throws CashuException with KEYSET_UNKNOWN, KEYSET_EXPIRED or KEYSET_INACTIVE
    public Keyset forOutputs(KeysetId id) {
        return fresh().forOutputs(id, clock.instant());
    }

    /// The keyset that wallets are to use for new ecash of `unit`, if there is one.
    public Optional<Keyset> active(Unit unit) {
        return view.active(unit, clock.instant());
    }

    /// All keysets, unit by unit in the order of their creation.
    public List<Keyset> all() {
        return view.all(clock.instant());
    }

    /// What it costs to spend `proofs` (NUT-02).
    ///
    /// @throws CashuException with KEYSET_UNKNOWN
    public Amount fee(Collection<Proof> proofs) {
        return Amount.sum(fees(proofs).values());
    }

    /// What it costs to spend `proofs`, by keyset. The sum is rounded up once; the order of the ids decides which share
    /// includes the remainder.
    ///
    /// @throws CashuException with KEYSET_UNKNOWN
    public Map<KeysetId, Amount> fees(Collection<Proof> proofs) {
        return feesOf(proofs.stream().map(Proof::keysetId).toList());
    }

    /// As [#fees], for proofs of which only the keysets are known.
    ///
    /// @param ids one for each proof
    public Map<KeysetId, Amount> feesOf(Collection<KeysetId> ids) {
        var counts = new TreeMap<KeysetId, Long>();
        ids.forEach(id -> counts.merge(id, 1L, Long::sum));
        var fees = new LinkedHashMap<KeysetId, Amount>();
        long ppk = 0;
        for (var count : counts.entrySet()) {
            var before = Fees.of(List.of(ppk));
            ppk = addPpk(ppk, get(count.getKey()).inputFeePpk(), count.getValue());
            fees.put(count.getKey(), Fees.of(List.of(ppk)).minus(before));
        }
        return fees;
    }

    /// Whether [#verify] and [#sign] call another process, which may be away.
    public boolean isRemote() {
        return signatory.isRemote();
    }

    /// Checks that the mint has signed `proofs`; not whether they are spent.
    ///
    /// @throws CashuException with PROOF_INVALID or KEYSET_UNKNOWN
    public void verify(List<Proof> proofs) {
        Transactions.requireNone();
        signatory.verify(proofs);
    }

    /// Signs outputs that [#forOutputs] has accepted, or the change of a melt.
    ///
    /// @return one signature for each output, in their order
    /// @throws CashuException with KEYSET_UNKNOWN, or with AMOUNT_OUT_OF_RANGE for an amount without a key
    public List<BlindSignature> sign(List<BlindedMessage> outputs) {
        Transactions.requireNone();
        fresh();
        return signatory.sign(outputs);
    }

    /// Creates the next keyset of a unit. It becomes active as soon as all replicas know it; from then on its
    /// predecessor signs nothing, but its proofs are redeemed until it expires.
    ///
    /// @return the new keyset, which may not be active yet
    /// @throws org.cobnut.signatory.RotationConflictException if another rotation happened at the same time
    /// @throws IllegalArgumentException if there can be no keyset with these terms
    public Keyset rotate(RotationTerms terms) {
        var version = terms.idVersion() == 1 ? KeysetVersion.V1 : KeysetVersion.V2;
        var validFrom = validFrom(terms.unit());
        var rotation = new Rotation(
                terms.unit(), terms.inputFeePpk(), terms.amounts(), terms.finalExpiry(), version, validFrom);
        var made = signatory.rotate(rotation).keyset();
        refresh();
        log.info("Keyset {} of unit {} was created and is active from {} on", made.id(), made.unit(), validFrom);
        return get(made.id());
    }

    /// Closes a keyset for inputs and outputs on all replicas, because more of it would be redeemed than was issued.
    public void trip(KeysetId id) {
        rows.trip(id, clock.instant());
        poll();
    }

    /// Undoes [#trip], after an operator has found the reason.
    public void reopen(KeysetId id) {
        rows.reopen(id);
        poll();
    }

    @Override
    public Point pubkey() {
        return view.known().rootPublicKey();
    }

    @Override
    public List<KeysetInfo> keysets() {
        return all().stream().map(Keyset::info).toList();
    }

    /// Reads the keysets anew. If that fails for long, the view is too old for signing.
    void poll() {
        try {
            refresh();
            rows.retire(view.toRetire(clock.instant()));
        } catch (RuntimeException error) {
            log.warn(
                    "The keysets could not be read, and the last known ones stay in use for a while: {}",
                    error.toString());
        }
    }

    void refresh() {
        Transactions.requireNone();
        reading.lock();
        try {
            view = read();
        } finally {
            reading.unlock();
        }
    }

    /// The first keyset of a unit is valid at once: there is no other that replicas could go on using meanwhile.
    private Instant validFrom(Unit unit) {
        var now = clock.instant();
        var time = view.active(unit, now).isPresent() ? now.plus(notice) : now;
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private KeysetView read() {
        var before = clock.instant();
        return new KeysetView(signatory.keysets(), rows.tripped(), before, interval);
    }

    /// The view, read anew if it is too old for signing, for example after a pause of this process.
    ///
    /// @throws CashuException with UNAVAILABLE if it cannot be read in time: while the database is away,
    ///     each request would otherwise wait for all earlier ones
    private KeysetView fresh() {
        if (view.isStale(clock.instant())) {
            lockInTime();
            try {
                if (view.isStale(clock.instant())) {
                    view = read();
                }
            } finally {
                reading.unlock();
            }
        }
        return view;
    }

    private void lockInTime() {
        try {
            if (reading.tryLock(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new CashuException(ErrorCode.UNAVAILABLE, "the keysets cannot be read now: try again");
    }

    private static long addPpk(long sum, long inputFeePpk, long count) {
        try {
            return Math.addExact(sum, Math.multiplyExact(inputFeePpk, count));
        } catch (ArithmeticException _) {
            throw new CashuException(ErrorCode.AMOUNT_OVERFLOW, "the input fees are too large");
        }
    }
}
