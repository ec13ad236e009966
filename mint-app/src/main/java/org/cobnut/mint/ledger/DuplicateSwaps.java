package org.cobnut.mint.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds out whether a swap that meets reserved proofs meets itself: the same request, which a wallet sent before
/// and is still being carried out, here or by another replica. It waits for the first one then, within bounds.
@Component
final class DuplicateSwaps {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final BookReader book;
    private final ReservedRows rows;
    private final ActiveSwaps underWay;
    private final LedgerSettings settings;

    DuplicateSwaps(BookReader book, ReservedRows rows, ActiveSwaps underWay, LedgerSettings settings) {
        this.book = book;
        this.rows = rows;
        this.underWay = underWay;
        this.settings = settings;
    }

    /// What is in the way of a swap.
    private enum Rival {
        NOBODY,
        TWIN,
        OTHER
    }

    /// Waits while exactly this swap is under way.
    ///
    /// @return whether it is worth looking again: what was in the way has gone
    /// @throws CashuException with UNAVAILABLE if it still is after [LedgerSettings#answerWithin]
    boolean await(Collection<Point> ys, List<BlindedMessage> outputs) {
        long end = System.nanoTime() + settings.answerWithin().toNanos();
        try {
            var rival = rival(ys, outputs);
            boolean wasTwin = rival == Rival.TWIN;
            while (rival == Rival.TWIN && System.nanoTime() < end) {
                underWay.awaitAnEnd(LOOK);
                rival = rival(ys, outputs);
            }
            if (rival != Rival.TWIN) {
                return wasTwin || rival == Rival.NOBODY;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new CashuException(
                ErrorCode.UNAVAILABLE,
                "the same swap is still under way: repeat the request to learn what became of it");
    }

    /// It is seen by two statements. Where an end falls between them they do not fit together, so it is looked twice.
    private Rival rival(Collection<Point> ys, List<BlindedMessage> outputs) {
        var rival = seen(ys, outputs);
        return rival == Rival.OTHER ? seen(ys, outputs) : rival;
    }

    private Rival seen(Collection<Point> ys, List<BlindedMessage> outputs) {
        var proofs = book.proofs(ys).values();
        var signatures = book.signatures(
                outputs.stream().map(BlindedMessage::blindedSecret).toList());
        if (proofs.stream().noneMatch(proof -> proof.state() == ProofState.PENDING)
                && signatures.values().stream().allMatch(BookReader.SignatureEntry::isSigned)) {
            return Rival.NOBODY; // any more: it was completed or given back since the refusal
        }
        boolean isHeld = proofs.size() == ys.size()
                && proofs.stream().allMatch(proof -> proof.state() == ProofState.PENDING && proof.quoteId() == null);
        boolean isUnsigned =
                outputs.stream().allMatch(output -> isUnsigned(output, signatures.get(output.blindedSecret())));
        boolean isWhole = isHeld
                && isUnsigned
                && owner(proofs, signatures.values())
                        .filter(operation -> rows.count(operation) == ys.size())
                        .filter(operation -> rows.unsigned(operation).size() == outputs.size())
                        .isPresent();
        return isWhole ? Rival.TWIN : Rival.OTHER;
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
