package org.cobnut.mint.melt;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.ledger.Replays;
import org.cobnut.mint.ledger.RequestValidation;
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.payment.PaymentMethod;
import org.springframework.stereotype.Component;

/// Answers to melts that were begun before, whose answer got lost: of one that is done the quote with its change,
/// of one under way that it is pending.
@Component
class RepeatedMelts {

    private final MeltQuoteBook book;
    private final MeltSagas sagas;
    private final Reservations reservations;
    private final RequestValidation validation;
    private final Replays replays;

    RepeatedMelts(
            MeltQuoteBook book,
            MeltSagas sagas,
            Reservations reservations,
            RequestValidation validation,
            Replays replays) {
        this.book = book;
        this.sagas = sagas;
        this.reservations = reservations;
        this.validation = validation;
        this.replays = replays;
    }

    /// Nothing if exactly this melt was not begun before.
    Optional<MeltQuoteAnswer> find(PaymentMethod method, MeltRequest request) {
        var before = book.known(method, request.quote());
        if (isUnderWay(before, request)) {
            return Optional.of(MeltQuoteAnswer.unfinished(before));
        }
        var quote = book.known(method, request.quote()); // it may have been settled in between
        return quote instanceof MeltQuote.Paid
                ? replays.melted(request.quote(), request.inputs(), request.blanks())
                        .map(change -> MeltQuoteAnswer.of(quote, change))
                : Optional.empty();
    }

    private boolean isUnderWay(MeltQuote quote, MeltRequest request) {
        return sagas.ofQuote(quote.terms().id())
                .filter(saga -> reservations.isOf(
                        saga.reservation(),
                        validation
                                .inputs(request.inputs(), quote.terms().unit())
                                .ys()))
                .filter(saga -> hasBlanks(saga, request))
                .isPresent();
    }

    /// With other blank outputs it is another request: its change would never come.
    private boolean hasBlanks(MeltSaga saga, MeltRequest request) {
        return points(reservations.unsignedOutputs(saga.operation())).equals(points(request.blanks()));
    }

    private static Set<Point> points(List<BlindedMessage> messages) {
        return messages.stream().map(BlindedMessage::blindedSecret).collect(Collectors.toSet());
    }
}
