package org.cobnut.signatory.grpc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import com.google.protobuf.ByteString;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.signatory.KeysetVersion;
import org.cobnut.signatory.Rotation;
import org.cobnut.wire.signatory.BlindSignature;
import org.cobnut.wire.signatory.BlindSignatureDLEQ;
import org.cobnut.wire.signatory.BlindSignatures;
import org.cobnut.wire.signatory.BlindedMessage;
import org.cobnut.wire.signatory.BlindedMessages;
import org.cobnut.wire.signatory.CurrencyUnit;
import org.cobnut.wire.signatory.CurrencyUnitType;
import org.cobnut.wire.signatory.Error;
import org.cobnut.wire.signatory.ErrorCode;
import org.cobnut.wire.signatory.KeySet;
import org.cobnut.wire.signatory.Keys;
import org.cobnut.wire.signatory.Proof;
import org.cobnut.wire.signatory.Proofs;
import org.cobnut.wire.signatory.RotationRequest;

/// The protocol's values as messages.
final class ToWire {

    private ToWire() {}

    static BlindedMessages messages(List<org.cobnut.cashu.BlindedMessage> messages) {
        var wire = BlindedMessages.newBuilder();
        for (var message : messages) {
            wire.addBlindedMessages(BlindedMessage.newBuilder()
                    .setAmount(message.amount().value())
                    .setKeysetId(id(message.keysetId()))
                    .setBlindedSecret(point(message.blindedSecret())));
        }
        return wire.build();
    }

    static BlindSignatures signatures(List<org.cobnut.cashu.BlindSignature> signatures) {
        var wire = BlindSignatures.newBuilder();
        signatures.forEach(signature -> wire.addBlindSignatures(signature(signature)));
        return wire.build();
    }

    private static BlindSignature signature(org.cobnut.cashu.BlindSignature signature) {
        var wire = BlindSignature.newBuilder()
                .setAmount(signature.amount().value())
                .setKeysetId(id(signature.keysetId()))
                .setBlindedSecret(point(signature.blindedSignature()));
        var dleq = signature.dleq();
        if (dleq != null) {
            wire.setDleq(BlindSignatureDLEQ.newBuilder()
                    .setE(ByteString.copyFrom(dleq.e().bytes()))
                    .setS(ByteString.copyFrom(dleq.s().bytes())));
        }
        return wire.build();
    }

    static Proofs proofs(List<org.cobnut.cashu.Proof> proofs) {
        var wire = Proofs.newBuilder();
        for (var proof : proofs) {
            wire.addProof(Proof.newBuilder()
                    .setAmount(proof.amount().value())
                    .setKeysetId(id(proof.keysetId()))
                    .setSecret(ByteString.copyFrom(proof.secret(), StandardCharsets.UTF_8))
                    .setC(point(proof.signature())));
        }
        return wire.build();
    }

    /// @param isActive whether it is the one of its unit that signs
    static KeySet keyset(Keyset keyset, boolean isActive) {
        var keys = Keys.newBuilder();
        keyset.keys().forEach((amount, key) -> keys.putKeys(amount.value(), point(key)));
        var wire = KeySet.newBuilder()
                .setId(id(keyset.id()))
                .setUnit(unit(keyset.unit()))
                .setActive(isActive)
                .setInputFeePpk(keyset.inputFeePpk())
                .setKeys(keys);
        if (keyset.finalExpiry() != null) {
            wire.setFinalExpiry(seconds(keyset.finalExpiry()));
        }
        return wire.build();
    }

    static RotationRequest rotation(Rotation rotation) {
        var wire = RotationRequest.newBuilder()
                .setUnit(unit(rotation.unit()))
                .setInputFeePpk(rotation.inputFeePpk())
                .addAllAmounts(rotation.amounts().stream().map(Amount::value).toList())
                .setKeysetIdType(version(rotation.version()));
        if (rotation.finalExpiry() != null) {
            wire.setFinalExpiry(seconds(rotation.finalExpiry()));
        }
        return wire.build();
    }

    static ByteString point(Point point) {
        return ByteString.copyFrom(point.compressed());
    }

    /// Only the numbers at which CDK's client does not stop.
    static Error error(CashuException refusal) {
        var code = switch (refusal.code()) {
            case KEYSET_UNKNOWN -> ErrorCode.ERROR_CODE_KEYSET_NOT_KNOWN;
            case KEYSET_INACTIVE -> ErrorCode.ERROR_CODE_KEYSET_INACTIVE;
            case AMOUNT_OUT_OF_RANGE -> ErrorCode.ERROR_CODE_AMOUNT_OUTSIDE_LIMIT;
            default -> ErrorCode.ERROR_CODE_UNSPECIFIED;
        };
        return Error.newBuilder().setCode(code).setDetail(refusal.detail()).build();
    }

    private static ByteString id(KeysetId id) {
        return ByteString.copyFrom(id.bytes());
    }

    private static CurrencyUnit unit(Unit unit) {
        var wire = CurrencyUnit.newBuilder();
        return switch (unit.name()) {
            case "sat" -> wire.setUnit(CurrencyUnitType.CURRENCY_UNIT_TYPE_SAT).build();
            case "msat" ->
                wire.setUnit(CurrencyUnitType.CURRENCY_UNIT_TYPE_MSAT).build();
            case "usd" -> wire.setUnit(CurrencyUnitType.CURRENCY_UNIT_TYPE_USD).build();
            case "eur" -> wire.setUnit(CurrencyUnitType.CURRENCY_UNIT_TYPE_EUR).build();
            case "auth" ->
                wire.setUnit(CurrencyUnitType.CURRENCY_UNIT_TYPE_AUTH).build();
            default -> wire.setCustomUnit(unit.name()).build();
        };
    }

    private static org.cobnut.wire.signatory.KeysetVersion version(KeysetVersion version) {
        return switch (version) {
            case V1 -> org.cobnut.wire.signatory.KeysetVersion.KEYSET_VERSION_V1;
            case V2 -> org.cobnut.wire.signatory.KeysetVersion.KEYSET_VERSION_V2;
        };
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }
}
