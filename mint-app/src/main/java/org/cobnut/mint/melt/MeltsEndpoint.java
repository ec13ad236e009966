package org.cobnut.mint.melt;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cobnut.cashu.Amount;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.PaymentProof;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/// How an operator looks at melts that are under way, and decides about one whose node will never tell: an
/// endpoint of Actuator that is not exposed unless the operator asks for it.
@Component
@Endpoint(id = "melts")
class MeltsEndpoint {

    private static final int AT_MOST = 500;

    private final MeltSagas sagas;
    private final MeltQuotes quotes;
    private final MeltDecisions decisions;

    MeltsEndpoint(MeltSagas sagas, MeltQuotes quotes, MeltDecisions decisions) {
        this.sagas = sagas;
        this.quotes = quotes;
        this.decisions = decisions;
    }

    /// The oldest melts under way.
    @ReadOperation
    List<Entry> melts() {
        var found = sagas.all(AT_MOST);
        var byId = quotes.find(found.stream().map(MeltSaga::quoteId).toList()).stream()
                .map(MeltQuote::terms)
                .collect(Collectors.toMap(MeltTerms::id, Function.identity()));
        return found.stream()
                .flatMap(saga -> Stream.ofNullable(byId.get(saga.quoteId())).map(terms -> Entry.of(saga, terms)))
                .toList();
    }

    /// Ends a melt.
    ///
    /// @param attempt as it is listed
    /// @param outcome `failed` or `paid`, or `unchanged` for one that is paid and whose change is never signed
    /// @param spent if it is paid: what left the node, routing included, in the quote's unit
    /// @param proof the preimage, if it is known
    @WriteOperation
    Decided decide(
            @Selector String operation, String attempt, String outcome, @Nullable Long spent, @Nullable String proof) {
        try {
            var quote = decisions.decide(
                    OperationId.parse(operation), AttemptId.parse(attempt), decision(outcome, spent, proof));
            return new Decided(quote.wireState());
        } catch (IllegalArgumentException refusal) {
            throw new InvalidEndpointRequestException("refused", String.valueOf(refusal.getMessage()));
        }
    }

    private static MeltDecisions.Decision decision(String outcome, @Nullable Long spent, @Nullable String proof) {
        return switch (outcome) {
            case "failed" -> new MeltDecisions.Decision.Failed();
            case "paid" -> {
                if (spent == null || spent < 0) {
                    throw new IllegalArgumentException("what was spent is missing");
                }
                yield new MeltDecisions.Decision.Paid(Amount.of(spent), proof == null ? null : new PaymentProof(proof));
            }
            case "unchanged" -> new MeltDecisions.Decision.Unchanged();
            default -> throw new IllegalArgumentException("the outcome is failed, paid or unchanged");
        };
    }

    /// @param state of the quote after the decision: PAID, or UNPAID if it has failed
    record Decided(String state) {}

    /// A melt as the operator sees it: without the quote's id, which is the wallet's secret.
    ///
    /// @param node that was given the payment
    /// @param lookupId by what the node may know it
    /// @param paymentHash that the node may know it by
    /// @param checks how often the mint has asked since somebody last took the melt over
    record Entry(
            String operation,
            String attempt,
            MeltSaga.State state,
            @Nullable String node,
            @Nullable String lookupId,
            @Nullable String paymentHash,
            String method,
            String unit,
            long amount,
            long feeReserve,
            Instant since,
            Instant lastChecked,
            int checks) {

        static Entry of(MeltSaga saga, MeltTerms terms) {
            return new Entry(
                    saga.operation().toString(),
                    saga.attempt().toString(),
                    saga.state(),
                    saga.node() == null ? null : saga.node().value(),
                    saga.lookup() == null ? null : saga.lookup().value(),
                    terms.hash() == null ? null : terms.hash().hex(),
                    terms.method().name(),
                    terms.unit().name(),
                    terms.amount().toLongExact(),
                    terms.feeReserve().toLongExact(),
                    saga.createdAt(),
                    saga.lastChecked(),
                    saga.checks());
        }
    }
}
