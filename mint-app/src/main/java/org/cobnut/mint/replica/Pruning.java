package org.cobnut.mint.replica;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Forgets rows that are of no use any more. One replica does it for all; rows are looked for outside of
/// transactions, and deleted in small ones. What cannot be forgotten now is tried again another time.
@Component
public class Pruning {

    /// How many rows are looked for at once.
    public static final int BATCH = 500;

    private static final Logger log = LoggerFactory.getLogger(Pruning.class);
    private static final int BATCHES = 100;

    private final Transactions transactions;
    private final Replica replica;

    Pruning(Transactions transactions, Replica replica) {
        this.transactions = transactions;
        this.replica = replica;
    }

    /// Forgets rows of one kind, if that falls to this replica.
    ///
    /// @param what their name in the log
    /// @param unused finds the ids of up to [#BATCH] of them
    /// @param deletion deletes the rows that are still of no use, and returns how many
    public void forget(String what, Supplier<List<String>> unused, ToIntFunction<List<String>> deletion) {
        try {
            int forgotten = replica.isEldest() ? forget(unused, deletion) : 0;
            if (forgotten > 0) {
                log.info("Forgot {} {}", forgotten, what);
            }
        } catch (RuntimeException error) {
            log.warn("Old {} could not be forgotten and are tried again: {}", what, error.toString());
        }
    }

    private int forget(Supplier<List<String>> unused, ToIntFunction<List<String>> deletion) {
        int forgotten = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            var ids = unused.get();
            forgotten += ids.isEmpty() ? 0 : transactions.write(() -> deletion.applyAsInt(ids));
            if (ids.size() < BATCH) {
                break;
            }
        }
        return forgotten;
    }
}
