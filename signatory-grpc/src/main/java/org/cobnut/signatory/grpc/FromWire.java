package org.cobnut.signatory.grpc;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Dleq;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.signatory.KeysetVersion;
import org.cobnut.signatory.Rotation;
import org.cobnut.wire.signatory.BlindSignatureDLEQ;
import org.cobnut.wire.signatory.BlindSignatures;
import org.cobnut.wire.signatory.BlindedMessages;
import org.cobnut.wire.signatory.CurrencyUnit;
import org.cobnut.wire.signatory.KeySet;
import org.cobnut.wire.signatory.Proofs;
import org.cobnut.wire.signatory.RotationRequest;

/// Messages as the protocol's values. What is none throws [IllegalArgumentException].
final class FromWire {

    private static final Curve CURVE = Curve.preferred();

    private FromWire() {}

    static List<BlindedMessage> messages(BlindedMessages wire) {
        return wire.getBlindedMessagesList().stream()
                .map(message -> new BlindedMessage(
                        new Amount(message.getAmount()), id(message.getKeysetId()), point(message.getBlindedSecret())))
                .toList();
    }

    static List<BlindSignature> signatures(BlindSignatures wire) {
        return wire.getBlindSignaturesList().stream()
                .map(signature -> new BlindSignature(
                        new Amount(signature.getAmount()),
                        id(signature.getKeysetId()),
                        point(signature.getBlindedSecret()),
                        signature.hasDleq() ? dleq(signature.getDleq()) : null))
                .toList();
    }

    private static Dleq dleq(BlindSignatureDLEQ wire) {
        return new Dleq(
                Scalar.of(wire.getE().toByteArray()), Scalar.of(wire.getS().toByteArray()));
    }

    static List<Proof> proofs(Proofs wire) {
        return wire.getProofList().stream()
                .map(proof -> new Proof(
                        new Amount(proof.getAmount()),
                        id(proof.getKeysetId()),
                        secret(proof.getSecret()),
                        point(proof.getC()),
                        null,
                        null))
                .toList();
    }

    /// CDK reads a secret that is no text as its hexadecimal form.
    private static String secret(ByteString bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.asReadOnlyByteBuffer())
                    .toString();
        } catch (CharacterCodingException _) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
    }

    static Keyset keyset(KeySet wire) {
        var keys = new TreeMap<Amount, Point>();
        wire.getKeys().getKeysMap().forEach((amount, key) -> keys.put(new Amount(amount), point(key)));
        return new Keyset(
                id(wire.getId()),
                unit(wire.getUnit()),
                wire.getActive(),
                wire.getInputFeePpk(),
                wire.hasFinalExpiry() ? Instant.ofEpochSecond(wire.getFinalExpiry()) : null,
                keys);
    }

    /// @param validFrom which is not on the wire
    static Rotation rotation(RotationRequest wire, Instant validFrom) {
        return new Rotation(
                unit(wire.getUnit()),
                wire.getInputFeePpk(),
                wire.getAmountsList().stream().map(Amount::new).toList(),
                wire.hasFinalExpiry() ? Instant.ofEpochSecond(wire.getFinalExpiry()) : null,
                version(wire.getKeysetIdType()),
                validFrom);
    }

    static Point point(ByteString bytes) {
        return CURVE.point(bytes.toByteArray());
    }

    static CashuException refusal(org.cobnut.wire.signatory.Error error) {
        var code = switch (error.getCode()) {
            case ERROR_CODE_AMOUNT_OUTSIDE_LIMIT -> ErrorCode.AMOUNT_OUT_OF_RANGE;
            case ERROR_CODE_DUPLICATE_INPUTS_PROVIDED -> ErrorCode.DUPLICATE_INPUTS;
            case ERROR_CODE_DUPLICATE_OUTPUTS_PROVIDED -> ErrorCode.DUPLICATE_OUTPUTS;
            case ERROR_CODE_KEYSET_NOT_KNOWN -> ErrorCode.KEYSET_UNKNOWN;
            case ERROR_CODE_KEYSET_INACTIVE -> ErrorCode.KEYSET_INACTIVE;
            case ERROR_CODE_INVALID_PROOF -> ErrorCode.PROOF_INVALID;
            case ERROR_CODE_UNIT_NOT_SUPPORTED -> ErrorCode.UNIT_UNSUPPORTED;
            case ERROR_CODE_UNSPECIFIED,
                    ERROR_CODE_MINTING_DISABLED,
                    ERROR_CODE_COULD_NOT_ROTATE_KEYSET,
                    ERROR_CODE_INVALID_BLIND_MESSAGE,
                    UNRECOGNIZED -> ErrorCode.UNAVAILABLE;
        };
        return new CashuException(code, "the signatory refuses: " + error.getDetail());
    }

    private static KeysetId id(ByteString bytes) {
        return KeysetId.of(bytes.toByteArray());
    }

    private static Unit unit(CurrencyUnit wire) {
        return switch (wire.getCurrencyUnitCase()) {
            case CUSTOM_UNIT -> new Unit(wire.getCustomUnit());
            case UNIT ->
                switch (wire.getUnit()) {
                    case CURRENCY_UNIT_TYPE_SAT -> Unit.SAT;
                    case CURRENCY_UNIT_TYPE_MSAT -> Unit.MSAT;
                    case CURRENCY_UNIT_TYPE_USD -> new Unit("usd");
                    case CURRENCY_UNIT_TYPE_EUR -> new Unit("eur");
                    case CURRENCY_UNIT_TYPE_AUTH -> Unit.AUTH;
                    case CURRENCY_UNIT_TYPE_UNSPECIFIED, UNRECOGNIZED ->
                        throw new IllegalArgumentException("unknown unit");
                };
            case CURRENCYUNIT_NOT_SET -> throw new IllegalArgumentException("no unit");
        };
    }

    private static KeysetVersion version(org.cobnut.wire.signatory.KeysetVersion wire) {
        return switch (wire) {
            case KEYSET_VERSION_V1 -> KeysetVersion.V1;
            case KEYSET_VERSION_V2 -> KeysetVersion.V2;
            case KEYSET_VERSION_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("unknown version of keyset ids");
        };
    }
}
