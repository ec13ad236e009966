package org.cobnut.mint.melt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.SignedOutput;
import org.springframework.stereotype.Component;

/// NUT-08: what of a melt's inputs was not spent goes back on the blank outputs.
@Component
class Change {

    private final Keysets keysets;

    Change(Keysets keysets) {
        this.keysets = keysets;
    }

    /// Signs `blanks` for what is left over. The signatory is asked, so no transaction may be open.
    ///
    /// @param inputs what was handed in
    /// @param fee for the inputs
    /// @param spent what left the mint
    /// @return the blank outputs that are needed, from the first on, signed for what each is worth
    List<SignedOutput> sign(List<BlindedMessage> blanks, Amount inputs, Amount fee, Amount spent) {
        var cost = fee.plus(spent);
        if (blanks.isEmpty() || !inputs.isMoreThan(cost)) {
            return List.of();
        }
        var parts = parts(inputs.minus(cost), denominations(blanks), blanks.size());
        var messages = new ArrayList<BlindedMessage>();
        for (int i = 0; i < parts.size(); i++) {
            var blank = blanks.get(i);
            messages.add(new BlindedMessage(parts.get(i), blank.keysetId(), blank.blindedSecret()));
        }
        var signatures = messages.isEmpty() ? List.<BlindSignature>of() : keysets.sign(messages);
        var change = new ArrayList<SignedOutput>();
        for (int i = 0; i < signatures.size(); i++) {
            change.add(new SignedOutput(messages.get(i).blindedSecret(), signatures.get(i)));
        }
        return change;
    }

    /// Takes `amount` apart, the largest parts first: where the blank outputs are too few, the rest stays
    /// with the mint.
    ///
    /// @return at most `count` parts, ascending
    static List<Amount> parts(Amount amount, List<Amount> denominations, int count) {
        var parts = new ArrayList<Amount>();
        var rest = amount;
        for (var denomination :
                denominations.stream().sorted(Comparator.reverseOrder()).toList()) {
            while (parts.size() < count && !denomination.isMoreThan(rest)) {
                parts.add(denomination);
                rest = rest.minus(denomination);
            }
        }
        return parts.reversed().stream().toList();
    }

    /// The amounts that every blank output can be signed for; around a rotation they may be of two keysets.
    private List<Amount> denominations(List<BlindedMessage> blanks) {
        var ids = new HashSet<>(blanks.stream().map(BlindedMessage::keysetId).toList());
        var denominations =
                new HashSet<>(keysets.get(blanks.getFirst().keysetId()).keys().keySet());
        ids.forEach(id -> denominations.retainAll(keysets.get(id).keys().keySet()));
        denominations.remove(Amount.ZERO);
        return List.copyOf(denominations);
    }
}
