package org.cobnut.mint.melt;

import java.util.Optional;

import org.cobnut.cashu.Amount;
import org.cobnut.mint.ledger.Inputs;
import org.cobnut.mint.store.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `melt_request`: what a melt under way was given, from which its change is worked out. Every write is part
/// of its caller's transaction.
@Repository
class MeltInputSums {

    private final JdbcClient jdbc;

    MeltInputSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What was handed in for a melt.
    ///
    /// @param inputs what the inputs are worth together
    /// @param fee what spending them costs
    record InputSums(Amount inputs, Amount fee) {}

    void add(String quoteId, Inputs inputs) {
        Transactions.requireOpen();
        jdbc.sql("INSERT INTO melt_request (quote_id, inputs_amount, inputs_fee) VALUES (?, ?, ?)")
                .params(quoteId, inputs.sum().toLongExact(), inputs.fee().toLongExact())
                .update();
    }

    /// Nothing once the melt is over.
    Optional<InputSums> find(String quoteId) {
        return jdbc.sql("SELECT inputs_amount, inputs_fee FROM melt_request WHERE quote_id = ?")
                .param(quoteId)
                .query((row, _) ->
                        new InputSums(Amount.of(row.getLong("inputs_amount")), Amount.of(row.getLong("inputs_fee"))))
                .optional();
    }

    void delete(String quoteId) {
        Transactions.requireOpen();
        jdbc.sql("DELETE FROM melt_request WHERE quote_id = ?").param(quoteId).update();
    }
}
