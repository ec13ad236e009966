package org.cobnut.mint.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.mint.http.Limits;
import org.cobnut.mint.keyset.Keysets;
import org.springframework.stereotype.Component;

/// Reads what a request wants to spend and to have signed, and refuses what no state of the book could allow: shape and
/// limits first, then duplicates, then keysets and units.
@Component
public class RequestValidation {

    /// From so many inputs on, hashing them is worth waking another core.
    private static final int LARGE = 32;

    private final Limits limits;
    private final Keysets keysets;
    private final BlindDiffieHellman bdhke = new BlindDiffieHellman(Curve.preferred());

    RequestValidation(Limits limits, Keysets keysets) {
        this.limits = limits;
        this.keysets = keysets;
    }

    /// The inputs of a request. Hashing them costs more than all that is checked before, of the outputs too: so these
    /// come first.
    ///
    /// @param unit of what they are given for
    /// @throws CashuException 11005 without any, 11014, 11007, 12001, 12003, 11009, 11010
    public Inputs inputs(List<Proof> proofs, Unit unit) {
        requireSome(proofs, "inputs");
        limits.checkInputs(proofs);
        proofs.forEach(this::checkTexts);
        requireDistinct(proofs.stream().map(Proof::secret).toList(), ErrorCode.DUPLICATE_INPUTS);
        requireSame(unit, unit(proofs.stream().map(proof -> keysets.forInputs(proof.keysetId()))));
        var sum = sum(proofs.stream().map(Proof::amount).toList());
        return new Inputs(inParallel(proofs), unit, sum, keysets.fees(proofs));
    }

    /// Refuses more outputs than a request may have (11015), before anybody works for them.
    public void requireFewOutputs(List<BlindedMessage> messages) {
        limits.checkOutputs(messages);
    }

    /// The outputs of a request, to be signed for the amounts that they name.
    ///
    /// @throws CashuException 11005 without any, 11015, 11008, 12001, 12002, 12003, 11009, and 11006 for an
    ///     amount that the keyset has no key for
    public BlindedOutputs outputs(List<BlindedMessage> messages) {
        requireSome(messages, "outputs");
        var outputs = blanks(messages);
        messages.forEach(this::requireKey);
        return outputs;
    }

    /// The blank outputs of a melt, whose amounts mean nothing; there may be none.
    ///
    /// @param unit of the quote, which is theirs if there are none
    /// @throws CashuException as [#outputs], and 11010 if their unit is another one
    public BlindedOutputs blanks(List<BlindedMessage> messages, Unit unit) {
        if (messages.isEmpty()) {
            return new BlindedOutputs(messages, unit, Amount.ZERO);
        }
        var blanks = blanks(messages);
        requireSame(unit, blanks.unit());
        return new BlindedOutputs(messages, unit, Amount.ZERO);
    }

    /// Refuses two units that are not the same (11010).
    public static void requireSame(Unit one, Unit other) {
        if (!one.equals(other)) {
            throw new CashuException(ErrorCode.UNIT_MISMATCH);
        }
    }

    private BlindedOutputs blanks(List<BlindedMessage> messages) {
        limits.checkOutputs(messages);
        requireDistinct(messages.stream().map(BlindedMessage::blindedSecret).toList(), ErrorCode.DUPLICATE_OUTPUTS);
        var unit = unit(messages.stream().map(message -> keysets.forOutputs(message.keysetId())));
        var sum = sum(messages.stream().map(BlindedMessage::amount).toList());
        return new BlindedOutputs(messages, unit, sum);
    }

    private void checkTexts(Proof proof) {
        checkText("secret", proof.secret(), limits.secret());
        if (proof.witness() != null) {
            checkText("witness", proof.witness(), limits.witness());
        }
    }

    private static void checkText(String what, String text, int maxBytes) {
        if (text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new CashuException(
                    ErrorCode.MALFORMED_REQUEST, "a " + what + " is longer than " + maxBytes + " bytes");
        }
        if (text.indexOf('\0') >= 0) { // PostgreSQL could not store it
            throw new CashuException(ErrorCode.MALFORMED_REQUEST, "a " + what + " contains U+0000");
        }
    }

    private void requireKey(BlindedMessage message) {
        if (keysets.get(message.keysetId()).key(message.amount()).isEmpty()) {
            throw new CashuException(
                    ErrorCode.AMOUNT_OUT_OF_RANGE, "the keyset has no key for the amount " + message.amount());
        }
    }

    private List<Input> inParallel(List<Proof> proofs) {
        Stream<Proof> stream = proofs.size() < LARGE ? proofs.stream() : proofs.parallelStream();
        return stream.map(proof -> new Input(bdhke.hashToCurve(proof.secret()), proof))
                .toList();
    }

    private static Unit unit(Stream<Keyset> keysets) {
        var units = new HashSet<Unit>();
        keysets.forEach(keyset -> units.add(keyset.unit()));
        if (units.size() > 1) {
            throw new CashuException(ErrorCode.MULTIPLE_UNITS);
        }
        return units.iterator().next();
    }

    /// What the tables cannot add up is refused where it enters.
    private static Amount sum(List<Amount> amounts) {
        var sum = Amount.sum(amounts);
        return Amount.of(sum.toLongExact());
    }

    private static void requireSome(Collection<?> given, String what) {
        if (given.isEmpty()) {
            throw new CashuException(ErrorCode.UNBALANCED, "the request has no " + what);
        }
    }

    private static void requireDistinct(List<?> keys, ErrorCode code) {
        if (new HashSet<>(keys).size() != keys.size()) {
            throw new CashuException(code);
        }
    }
}
