package org.cobnut.mint.swap;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.ledger.BookReader;
import org.cobnut.mint.ledger.LedgerSettings;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.Reservations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds out whether a swap that meets reserved proofs meets itself: the same request, which a wallet sent
/// before and which is still carried out, here or by another replica. It waits for the first one then, within
/// bounds.
@Component
class DuplicateSwaps {

    private static final int MAX_TRIES = 5;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final BookReader book;
    private final Reservations reservations;
    private final ActiveSwaps active;
    private final LedgerSettings settings;
    private final BlindDiffieHellman bdhke = new BlindDiffieHellman(Curve.preferred());

    DuplicateSwaps(BookReader book, Reservations reservations, ActiveSwaps active, LedgerSettings settings) {
        this.book = book;
        this.reservations = reservations;
        this.active = active;
        this.settings = settings;
    }

    /// What is in the way of a swap.
    private enum Obstacle {
        NONE,
        SAME_SWAP,
        OTHER_OPERATION
    }

    /// What `work` answers. If exactly this swap is under way just now, waits for it and lets `work` try again:
    /// it is answered from the book then, or, if the first one was released, carried out.
    List<BlindSignature> waitForSameSwap(
            List<Proof> inputs, List<BlindedMessage> outputs, Supplier<List<BlindSignature>> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (CashuException refusal) {
                if (attempt == MAX_TRIES || !isPending(refusal) || !awaitEndOfSameSwap(ys(inputs), outputs)) {
                    throw refusal;
                }
            }
        }
    }

    private static boolean isPending(CashuException refusal) {
        return refusal.code() == ErrorCode.PROOFS_PENDING || refusal.code() == ErrorCode.OUTPUTS_PENDING;
    }

    private List<Point> ys(List<Proof> inputs) {
        return inputs.stream().map(input -> bdhke.hashToCurve(input.secret())).toList();
    }

    /// Waits while exactly this swap is under way.
    ///
    /// @return whether what was in the way has gone
    /// @throws CashuException with UNAVAILABLE if it is still there after [LedgerSettings#answerWithin]
    private boolean awaitEndOfSameSwap(Collection<Point> ys, List<BlindedMessage> outputs) {
        long end = System.nanoTime() + settings.answerWithin().toNanos();
        try {
            var obstacle = obstacle(ys, outputs);
            boolean wasSame = obstacle == Obstacle.SAME_SWAP;
            while (obstacle == Obstacle.SAME_SWAP && System.nanoTime() < end) {
                active.awaitAnEnd(LOOK_AGAIN);
                obstacle = obstacle(ys, outputs);
            }
            if (obstacle != Obstacle.SAME_SWAP) {
                return wasSame || obstacle == Obstacle.NONE;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new CashuException(
                ErrorCode.UNAVAILABLE,
                "the same swap is still under way: repeat the request to learn what became of it");
    }

    /// Two statements are not one snapshot, so the rows are read again where they do not fit together.
    private Obstacle obstacle(Collection<Point> ys, List<BlindedMessage> outputs) {
        var obstacle = readObstacle(ys, outputs);
        return obstacle == Obstacle.OTHER_OPERATION ? readObstacle(ys, outputs) : obstacle;
    }

    private Obstacle readObstacle(Collection<Point> ys, List<BlindedMessage> outputs) {
        var proofs = book.proofs(ys).values();
        var signatures = book.signatures(
                outputs.stream().map(BlindedMessage::blindedSecret).toList());
        if (proofs.stream().noneMatch(proof -> proof.state() == ProofState.PENDING)
                && signatures.values().stream().allMatch(BookReader.SignatureEntry::isSigned)) {
            return Obstacle.NONE; // completed or released since the refusal
        }
        boolean isReserved = proofs.size() == ys.size()
                && proofs.stream().allMatch(proof -> proof.state() == ProofState.PENDING && proof.quoteId() == null);
        boolean isUnsigned =
                outputs.stream().allMatch(output -> isUnsigned(output, signatures.get(output.blindedSecret())));
        boolean isWhole = isReserved
                && isUnsigned
                && owner(proofs, signatures.values())
                        .filter(operation -> reservations.countInputs(operation) == ys.size())
                        .filter(operation ->
                                reservations.unsignedOutputs(operation).size() == outputs.size())
                        .isPresent();
        return isWhole ? Obstacle.SAME_SWAP : Obstacle.OTHER_OPERATION;
    }

    private static boolean isUnsigned(BlindedMessage output, BookReader.@Nullable SignatureEntry entry) {
        return entry != null
                && !entry.isSigned()
                && entry.amount().equals(output.amount())
                && entry.keysetId().equals(output.keysetId());
    }

    private static Optional<OperationId> owner(
            Collection<BookReader.ProofEntry> proofs, Collection<BookReader.SignatureEntry> signatures) {
        var owners = Stream.concat(
                        proofs.stream().map(BookReader.ProofEntry::operation),
                        signatures.stream().map(BookReader.SignatureEntry::operation))
                .distinct()
                .toList();
        return owners.size() == 1
                ? owners.stream().filter(Objects::nonNull).findFirst().map(OperationId::parse)
                : Optional.empty();
    }
}
