package org.cobnut.mint.issue;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.MintQuoteSignature;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.BlindedOutputs;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.OperationKind;
import org.cobnut.mint.ledger.Replays;
import org.cobnut.mint.ledger.RequestValidation;
import org.cobnut.payment.PaymentMethod;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// NUT-04 and NUT-29: signs outputs against what was paid for quotes, any part of it, repeatedly, and never more.
@Component
class Issue {

    private final IssueSettings settings;
    private final MintQuoteBook book;
    private final RequestValidation validation;
    private final Keysets keysets;
    private final Ledger ledger;
    private final Replays replays;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Issue(
            IssueSettings settings,
            MintQuoteBook book,
            RequestValidation validation,
            Keysets keysets,
            Ledger ledger,
            Replays replays,
            Clock clock,
            ApplicationEventPublisher events) {
        this.settings = settings;
        this.book = book;
        this.validation = validation;
        this.keysets = keysets;
        this.ledger = ledger;
        this.replays = replays;
        this.clock = clock;
        this.events = events;
    }

    /// A claim and the quote that it names.
    private record Claimed(MintRequest.Claim claim, MintQuote quote) {}

    List<BlindSignature> mint(PaymentMethod method, MintRequest.Single request) {
        validation.requireFewOutputs(request.outputs());
        var ids = List.of(request.quote());
        return replays.ofMint(ids, request.outputs(), () -> mint(method, OperationKind.MINT, request));
    }

    List<BlindSignature> mint(PaymentMethod method, MintRequest.Batch request) {
        settings.checkBatch(request.quotes());
        validation.requireFewOutputs(request.outputs());
        return replays.ofMint(
                request.quotes(), request.outputs(), () -> mint(method, OperationKind.BATCH_MINT, request));
    }

    private List<BlindSignature> mint(PaymentMethod method, OperationKind kind, MintRequest request) {
        var claims = request.claims();
        var outputs = validation.outputs(request.outputs());
        var claimed = claimed(method, claims);
        requireUnit(claimed, outputs.unit());
        claimed.forEach(this::requireMintable);
        claimed.forEach(one -> requireSignature(one, outputs));
        var debits = debits(claimed, outputs.sum());
        var signatures = keysets.sign(outputs.messages());
        ledger.commit(Operation.mint(ledger.newOperation(), kind, debits, outputs, signatures));
        debits.keySet().forEach(id -> events.publishEvent(new MintQuoteChanged(id)));
        return signatures;
    }

    private List<Claimed> claimed(PaymentMethod method, List<MintRequest.Claim> claims) {
        var quotes = book.fresh(
                method, claims.stream().map(MintRequest.Claim::quoteId).toList());
        return IntStream.range(0, claims.size())
                .mapToObj(i -> new Claimed(claims.get(i), quotes.get(i)))
                .toList();
    }

    private static void requireUnit(List<Claimed> claimed, Unit unit) {
        var units = claimed.stream().map(one -> one.quote().unit()).distinct().toList();
        if (units.size() > 1) {
            throw new CashuException(ErrorCode.MULTIPLE_UNITS, "quotes of several units");
        }
        if (!units.contains(unit.name())) {
            throw new CashuException(ErrorCode.UNIT_MISMATCH, "the outputs are not of the quote's unit");
        }
    }

    private void requireMintable(Claimed claimed) {
        var quote = claimed.quote();
        switch (quote.state()) {
            case PAID -> {}
            case ISSUED -> throw new CashuException(ErrorCode.QUOTE_ISSUED);
            case UNPAID ->
                throw new CashuException(
                        quote.isExpired(clock.instant().getEpochSecond())
                                ? ErrorCode.QUOTE_EXPIRED
                                : ErrorCode.QUOTE_NOT_PAID);
        }
    }

    private static void requireSignature(Claimed claimed, BlindedOutputs outputs) {
        var pubkey = claimed.quote().pubkey();
        var signature = claimed.claim().signature();
        if (pubkey == null && signature != null) {
            throw new CashuException(ErrorCode.QUOTE_SIGNATURE_INVALID, "a signature for a quote that has no key");
        }
        var curve = Curve.preferred();
        MintQuoteSignature.require(
                curve,
                pubkey == null ? null : curve.point(pubkey),
                claimed.quote().id(),
                outputs.messages(),
                signature);
    }

    /// How much each quote is debited: together exactly what the outputs are worth.
    private static Map<String, Amount> debits(List<Claimed> claimed, Amount sum) {
        var debits = new LinkedHashMap<String, Amount>();
        for (var one : claimed) {
            var amount = claimed.size() == 1 && one.claim().amount() == null ? sum : amount(one);
            if (amount.isMoreThan(one.quote().mintable())) {
                throw new CashuException(ErrorCode.UNBALANCED, "more than is left of what was paid");
            }
            debits.put(one.quote().id(), amount);
        }
        if (!Amount.sum(debits.values()).equals(sum)) {
            throw new CashuException(ErrorCode.UNBALANCED, "the outputs are not worth what is drawn on the quotes");
        }
        return debits;
    }

    /// What a batch takes from one quote: as it says, or else the quote's own amount as far as that is there.
    private static Amount amount(Claimed claimed) {
        var wanted = claimed.claim().amount();
        if (wanted != null) {
            if (wanted.isZero()) {
                throw new CashuException(ErrorCode.AMOUNT_OUT_OF_RANGE, "nothing is drawn on a quote");
            }
            return wanted;
        }
        var left = claimed.quote().mintable();
        var amount = claimed.quote().amount();
        return amount != null && Amount.of(amount).isLessThan(left) ? Amount.of(amount) : left;
    }
}
