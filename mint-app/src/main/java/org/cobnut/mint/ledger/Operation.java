package org.cobnut.mint.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;

/// A swap or a mint that only has to be written: everything about it has been checked except what the database alone
/// decides, and its outputs are signed.
///
/// @param inputs what it spends; none for a mint
/// @param fees what it pays for its inputs, by the keyset of the inputs
/// @param debits the mint quotes that it debits, each once; none for a swap
public record Operation(
        OperationId id,
        OperationKind kind,
        List<Input> inputs,
        Map<KeysetId, Amount> fees,
        List<SignedOutput> outputs,
        List<QuoteDebit> debits) {

    public Operation {
        inputs = List.copyOf(inputs);
        fees = Map.copyOf(fees);
        outputs = List.copyOf(outputs);
        debits = List.copyOf(debits);
    }

    /// A swap.
    ///
    /// @param signatures of `outputs`, in their order
    public static Operation swap(
            OperationId id, Inputs inputs, BlindedOutputs outputs, List<BlindSignature> signatures) {
        var signed = signed(outputs.messages(), signatures);
        return new Operation(id, OperationKind.SWAP, inputs.list(), inputs.fees(), signed, List.of());
    }

    /// A mint of one quote, or of several as a batch.
    ///
    /// @param debits by quote id
    /// @param signatures of `outputs`, in their order
    public static Operation mint(
            OperationId id,
            OperationKind kind,
            Map<String, Amount> debits,
            BlindedOutputs outputs,
            List<BlindSignature> signatures) {
        var drawn = debits.entrySet().stream()
                .map(draw -> new QuoteDebit(id, draw.getKey(), draw.getValue()))
                .toList();
        return new Operation(id, kind, List.of(), Map.of(), signed(outputs.messages(), signatures), drawn);
    }

    /// How many rows it adds to the tables of proofs and signatures.
    public int rows() {
        return inputs.size() + outputs.size();
    }

    Amount issued() {
        return Amount.sum(
                outputs.stream().map(output -> output.signature().amount()).toList());
    }

    Amount redeemed() {
        return Amount.sum(inputs.stream().map(input -> input.proof().amount()).toList());
    }

    Amount fee() {
        return Amount.sum(fees.values());
    }

    private static List<SignedOutput> signed(List<BlindedMessage> messages, List<BlindSignature> signatures) {
        if (messages.size() != signatures.size()) {
            throw new IllegalStateException("one signature for each output");
        }
        var outputs = new ArrayList<SignedOutput>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            outputs.add(new SignedOutput(messages.get(i).blindedSecret(), signatures.get(i)));
        }
        return outputs;
    }
}
