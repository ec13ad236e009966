package org.cobnut.mint.ledger;

import java.util.ArrayList;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// A row of the table `blind_signature` that is to be inserted.
///
/// @param signature null while it has not been signed
/// @param quoteId of a mint of one quote, or of a melt
/// @param index its place in the request
public record SignatureRow(
        Point blindedSecret,
        Amount amount,
        KeysetId keysetId,
        @Nullable BlindSignature signature,
        @Nullable String quoteId,
        OperationKind kind,
        OperationId operation,
        int index) {

    byte @Nullable [] c() {
        return signature == null ? null : signature.blindedSignature().compressed();
    }

    @Nullable
    String dleqE() {
        return signature == null || signature.dleq() == null
                ? null
                : signature.dleq().e().hex();
    }

    @Nullable
    String dleqS() {
        return signature == null || signature.dleq() == null
                ? null
                : signature.dleq().s().hex();
    }

    public static List<SignatureRow> signedBy(List<Operation> group) {
        var rows = new ArrayList<SignatureRow>();
        for (var operation : group) {
            var quote = operation.debits().size() == 1
                    ? operation.debits().getFirst().quoteId()
                    : null;
            rows.addAll(signed(operation.outputs(), quote, operation.kind(), operation.id()));
        }
        return rows;
    }

    /// Outputs that wait for their signatures.
    static List<SignatureRow> unsigned(List<BlindedMessage> messages, Reservation reservation) {
        var rows = new ArrayList<SignatureRow>();
        for (var message : messages) {
            rows.add(new SignatureRow(
                    message.blindedSecret(),
                    message.amount(),
                    message.keysetId(),
                    null,
                    reservation.quoteId(),
                    reservation.kind(),
                    reservation.operation(),
                    rows.size()));
        }
        return rows;
    }

    static List<SignatureRow> signed(List<SignedOutput> outputs, Reservation reservation) {
        return signed(outputs, reservation.quoteId(), reservation.kind(), reservation.operation());
    }

    private static List<SignatureRow> signed(
            List<SignedOutput> outputs, @Nullable String quoteId, OperationKind kind, OperationId operation) {
        var rows = new ArrayList<SignatureRow>();
        for (var output : outputs) {
            rows.add(signed(output, quoteId, kind, operation, rows.size()));
        }
        return rows;
    }

    private static SignatureRow signed(
            SignedOutput output, @Nullable String quoteId, OperationKind kind, OperationId operation, int index) {
        var signature = output.signature();
        return new SignatureRow(
                output.blindedSecret(),
                signature.amount(),
                signature.keysetId(),
                signature,
                quoteId,
                kind,
                operation,
                index);
    }
}
