package org.cobnut.mint.melt;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/// The statements of `melt_quote` whose text is the same on both databases; [MeltQuotes] has the others, and is what
/// the rest of this package uses. Each change returns how many rows were in the state that it leaves: 1 or 0.
interface MeltQuoteRows extends Repository<MeltQuoteRow, String> {

    String PAY = """
            UPDATE melt_quote
            SET state = 'PAID', payment_proof = :proof, total_spent = :spent, paid_time = :now, loss = :loss
            WHERE id = :id AND\s""";

    Optional<MeltQuoteRow> findById(String id);

    /// The states are in the text, since only then PostgreSQL uses the partial index of paid hashes.
    @Query("SELECT * FROM melt_quote WHERE payment_hash = :hash AND state IN ('PENDING', 'PAID')")
    Optional<MeltQuoteRow> findPayer(byte[] hash);

    @Modifying
    @Query("UPDATE melt_quote SET state = 'PENDING' WHERE id = :id AND state IN ('UNPAID', 'FAILED')")
    int begin(String id);

    @Modifying
    @Query("UPDATE melt_quote SET state = :state WHERE id = :id AND state = 'PENDING'")
    int release(String id, String state);

    @Modifying
    @Query(PAY + "state = 'PENDING'")
    int settle(String id, @Nullable String proof, long spent, long now, boolean loss);

    @Modifying
    @Query(PAY + "state IN ('UNPAID', 'FAILED')")
    int payDirectly(String id, @Nullable String proof, long spent, long now, boolean loss);

    @Modifying
    @Query("UPDATE melt_quote SET loss = TRUE WHERE id = :id")
    void markLoss(String id);
}
