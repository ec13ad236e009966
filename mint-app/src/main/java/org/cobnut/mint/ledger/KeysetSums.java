package org.cobnut.mint.ledger;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;

/// What is to be added to a keyset's row of `keyset_amounts`. Exact: what does not fit throws.
///
/// @param reserved may be negative, when a reservation ends
public record KeysetSums(KeysetId keyset, long issued, long redeemed, long fees, long reserved) {

    private static final String BOUND = "keyset_amounts_bound";

    /// Those of a whole group, one for each keyset, in the order in which rows are locked.
    public static List<KeysetSums> of(List<Operation> group) {
        var sums = new Collector();
        for (var operation : group) {
            sums.addIssued(operation.outputs());
            operation
                    .inputs()
                    .forEach(input -> sums.addRedeemed(
                            input.proof().keysetId(), input.proof().amount()));
            operation.fees().forEach(sums::addFee);
        }
        return sums.list();
    }

    /// Whether `error` says that a keyset would have redeemed more than it has issued.
    public static boolean isBoundBroken(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(BOUND)) {
                return true;
            }
        }
        return false;
    }

    private KeysetSums plus(KeysetSums other) {
        return new KeysetSums(
                keyset,
                Math.addExact(issued, other.issued),
                Math.addExact(redeemed, other.redeemed),
                Math.addExact(fees, other.fees),
                Math.addExact(reserved, other.reserved));
    }

    /// Adds up by keyset.
    static final class Collector {

        private final SortedMap<KeysetId, KeysetSums> byKeyset = new TreeMap<>();

        void addIssued(KeysetId keyset, Amount amount) {
            add(new KeysetSums(keyset, amount.toLongExact(), 0, 0, 0));
        }

        void addIssued(List<SignedOutput> outputs) {
            outputs.forEach(output ->
                    addIssued(output.signature().keysetId(), output.signature().amount()));
        }

        void addRedeemed(KeysetId keyset, Amount amount) {
            add(new KeysetSums(keyset, 0, amount.toLongExact(), 0, 0));
        }

        void addFee(KeysetId keyset, Amount amount) {
            add(new KeysetSums(keyset, 0, 0, amount.toLongExact(), 0));
        }

        void addReserved(KeysetId keyset, Amount amount) {
            add(new KeysetSums(keyset, 0, 0, 0, amount.toLongExact()));
        }

        void subtractReserved(KeysetId keyset, Amount amount) {
            add(new KeysetSums(keyset, 0, 0, 0, Math.negateExact(amount.toLongExact())));
        }

        /// From reserved to redeemed.
        void moveToRedeemed(KeysetId keyset, Amount amount) {
            subtractReserved(keyset, amount);
            addRedeemed(keyset, amount);
        }

        List<KeysetSums> list() {
            Collection<KeysetSums> sorted = byKeyset.values();
            return List.copyOf(sorted);
        }

        private void add(KeysetSums more) {
            byKeyset.merge(more.keyset(), more, KeysetSums::plus);
        }
    }
}
