package org.cobnut.mint.issue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/// Table `mint_quote`. Sums change by guarded updates only, never by saving a row.
interface MintQuotes extends Repository<MintQuote, String> {

    Optional<MintQuote> findById(String id);

    Optional<MintQuote> findByRequest(String request);

    List<MintQuote> findByIdIn(Collection<String> ids);

    /// Adds what was received.
    @Modifying
    @Query("""
            UPDATE mint_quote
            SET amount_paid = amount_paid + :amount,
                updated_at = CASE WHEN updated_at < :now THEN :now ELSE updated_at + 1 END
            WHERE id = :id
            """)
    int credit(String id, long amount, long now);

    /// Pays a quote that is as new: nothing paid, nothing issued, not expired.
    @Modifying
    @Query("""
            UPDATE mint_quote
            SET amount_paid = :amount,
                updated_at = CASE WHEN updated_at < :now THEN :now ELSE updated_at + 1 END
            WHERE id = :id AND amount_paid = 0 AND amount_issued = 0 AND expiry > :now
            """)
    int payUntouched(String id, long amount, long now);
}
