package org.cobnut.mint.ledger;

import java.util.List;
import java.util.function.Consumer;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What happens when a keyset would redeem more than it has issued. The database has refused that already; it
/// means that the keyset's key was stolen, or that an old backup was restored. So the keyset
/// is closed, for all replicas, until an operator has looked into it.
public final class OverRedemptionGuard {

    private static final Logger log = LoggerFactory.getLogger(OverRedemptionGuard.class);

    private final JdbcClient jdbc;
    private final Consumer<KeysetId> closing;

    /// @param closing closes a keyset; called outside transactions
    OverRedemptionGuard(JdbcClient jdbc, Consumer<KeysetId> closing) {
        this.jdbc = jdbc;
        this.closing = closing;
    }

    /// Closes those keysets for which `refused` was too much. Called outside transactions.
    ///
    /// @return the refusal of the request
    public CashuException closeKeysets(List<KeysetSums> refused) {
        refused.stream().filter(this::isTooMuch).map(KeysetSums::keyset).forEach(keyset -> {
            log.error(
                    "Keyset {} would redeem more than it has issued: is its key stolen, or a backup restored?", keyset);
            closing.accept(keyset);
        });
        return refusal();
    }

    /// Adds what is reserved or redeemed in the caller's transaction; where it is too much, closes its keysets once
    /// that has been rolled back.
    ///
    /// @throws CashuException as [#closeKeysets] returns it
    void add(List<KeysetSums> sums, BookWriter writer) {
        try {
            writer.addToSums(sums);
        } catch (DataIntegrityViolationException error) {
            if (!KeysetSums.isBoundBroken(error)) {
                throw error;
            }
            // In another thread: the signatory may be slow to answer, and the refused request waits for nothing.
            Transactions.afterRollback(() -> Thread.startVirtualThread(() -> closeKeysets(sums)));
            throw refusal();
        }
    }

    private boolean isTooMuch(KeysetSums sums) {
        return jdbc.sql("""
                        SELECT count(*) FROM keyset_amounts
                        WHERE keyset_id = ? AND total_redeemed + total_reserved + ? > total_issued + ? + adjustment
                        """)
                        .params(sums.keyset().hex(), sums.redeemed() + sums.reserved(), sums.issued())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static CashuException refusal() {
        return new CashuException(
                ErrorCode.KEYSET_INACTIVE,
                "the keyset of these inputs is closed until the operator has looked into it");
    }
}
