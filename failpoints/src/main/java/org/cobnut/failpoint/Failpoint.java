package org.cobnut.failpoint;

import static org.cobnut.failpoint.MoneyTransaction.ADOPT;
import static org.cobnut.failpoint.MoneyTransaction.ATTEMPT;
import static org.cobnut.failpoint.MoneyTransaction.COMPLETE;
import static org.cobnut.failpoint.MoneyTransaction.FINISH;
import static org.cobnut.failpoint.MoneyTransaction.GIVE_BACK;
import static org.cobnut.failpoint.MoneyTransaction.HOLD;
import static org.cobnut.failpoint.MoneyTransaction.INNER_PAYMENT;
import static org.cobnut.failpoint.MoneyTransaction.MINT;
import static org.cobnut.failpoint.MoneyTransaction.OWE;
import static org.cobnut.failpoint.MoneyTransaction.RECEIPT;
import static org.cobnut.failpoint.MoneyTransaction.RELEASE;
import static org.cobnut.failpoint.MoneyTransaction.RESERVE;
import static org.cobnut.failpoint.MoneyTransaction.SETTLE;
import static org.cobnut.failpoint.MoneyTransaction.SWAP;

/// The steps at which a mint can be stopped. Those in a transaction are named by what has been written in it.
public enum Failpoint {
    /// The signatory is about to be asked: nothing is stored yet.
    SIGNING(Moment.BEFORE, Seam.SIGN),
    /// Signatures exist in memory alone.
    SIGNED(Moment.AFTER, Seam.SIGN),

    SWAP_PROOFS_SPENT(SWAP, "insert proof"),
    SWAP_SIGNATURES_STORED(SWAP, "insert blind_signature"),
    SWAP_OPERATION_STORED(SWAP, "insert completed_operations"),
    SWAP_SUMS_RAISED(SWAP, "update keyset_amounts total_issued"),
    SWAP_COMMITTING(Moment.BEFORE, SWAP, "commit"),
    /// The database knows, nobody else does.
    SWAP_COMMITTED(SWAP, "commit"),

    HOLD_SAGA_BEGUN(HOLD, "insert saga_state"),
    HOLD_PROOFS_HELD(HOLD, "insert proof"),
    HOLD_OUTPUTS_STORED(HOLD, "insert blind_signature"),
    HOLD_SUMS_RAISED(HOLD, "update keyset_amounts total_issued"),
    HOLD_COMMITTING(Moment.BEFORE, HOLD, "commit"),
    HELD(HOLD, "commit"),

    COMPLETE_SAGA_ENDED(COMPLETE, "delete saga_state"),
    COMPLETE_PROOFS_SPENT(COMPLETE, "update proof state 'SPENT'"),
    COMPLETE_OUTPUTS_SIGNED(COMPLETE, "update blind_signature amount"),
    COMPLETE_OPERATION_STORED(COMPLETE, "insert completed_operations"),
    COMPLETE_SUMS_MOVED(COMPLETE, "update keyset_amounts total_issued"),
    COMPLETE_COMMITTING(Moment.BEFORE, COMPLETE, "commit"),
    COMPLETED(COMPLETE, "commit"),

    GIVE_BACK_SAGA_ENDED(GIVE_BACK, "delete saga_state"),
    GIVE_BACK_PROOFS_GIVEN_BACK(GIVE_BACK, "delete proof"),
    GIVE_BACK_OUTPUTS_FORGOTTEN(GIVE_BACK, "delete blind_signature"),
    GIVE_BACK_SUMS_LOWERED(GIVE_BACK, "update keyset_amounts total_issued"),
    GIVE_BACK_COMMITTING(Moment.BEFORE, GIVE_BACK, "commit"),
    GIVEN_BACK(GIVE_BACK, "commit"),

    MINT_QUOTE_CLAIMED(MINT, "update mint_quote amount_issued"),
    MINT_SIGNATURES_STORED(MINT, "insert blind_signature"),
    MINT_OPERATION_STORED(MINT, "insert completed_operations"),
    MINT_ISSUE_RECORDED(MINT, "insert mint_quote_issued"),
    MINT_SUMS_RAISED(MINT, "update keyset_amounts total_issued"),
    MINT_COMMITTING(Moment.BEFORE, MINT, "commit"),
    MINT_COMMITTED(MINT, "commit"),

    RECEIPT_STORED(RECEIPT, "insert mint_quote_payments"),
    RECEIPT_CREDITED(RECEIPT, "update mint_quote amount_paid"),
    RECEIPT_COMMITTING(Moment.BEFORE, RECEIPT, "commit"),
    /// Credited, and not yet acknowledged to the node.
    RECEIPT_COMMITTED(RECEIPT, "commit"),

    RESERVE_QUOTE_PENDING(RESERVE, "update melt_quote state 'PENDING'"),
    RESERVE_SAGA_BEGUN(RESERVE, "insert saga_state"),
    RESERVE_ATTEMPT_STORED(RESERVE, "insert melt_attempt"),
    RESERVE_REQUEST_STORED(RESERVE, "insert melt_request"),
    RESERVE_PROOFS_HELD(RESERVE, "insert proof"),
    RESERVE_BLANKS_STORED(RESERVE, "insert blind_signature"),
    RESERVE_SUMS_RAISED(RESERVE, "update keyset_amounts total_issued"),
    RESERVE_COMMITTING(Moment.BEFORE, RESERVE, "commit"),
    RESERVED(RESERVE, "commit"),

    ADOPT_STORED(ADOPT, "update saga_state replica_id"),
    ADOPT_COMMITTING(Moment.BEFORE, ADOPT, "commit"),
    ADOPTED(ADOPT, "commit"),

    ATTEMPT_STORED(ATTEMPT, "update saga_state state 'attempted'"),
    ATTEMPT_COMMITTING(Moment.BEFORE, ATTEMPT, "commit"),
    ATTEMPTED(ATTEMPT, "commit"),
    /// The node is about to be told.
    PAYING(Moment.BEFORE, Seam.PAY),
    /// The node has answered, and nobody has read it.
    PAID(Moment.AFTER, Seam.PAY),

    SETTLE_SAGA_ENDED(SETTLE, "delete saga_state"),
    SETTLE_QUOTE_PAID(SETTLE, "update melt_quote state 'PAID'"),
    SETTLE_ATTEMPT_PAID(SETTLE, "update melt_attempt state 'PAID'"),
    SETTLE_REQUEST_FORGOTTEN(SETTLE, "delete melt_request"),
    SETTLE_PROOFS_SPENT(SETTLE, "update proof state 'SPENT'"),
    SETTLE_CHANGE_SIGNED(SETTLE, "update blind_signature amount"),
    SETTLE_BLANKS_FORGOTTEN(SETTLE, "delete blind_signature"),
    SETTLE_OPERATION_STORED(SETTLE, "insert completed_operations"),
    SETTLE_SUMS_MOVED(SETTLE, "update keyset_amounts total_issued"),
    SETTLE_COMMITTING(Moment.BEFORE, SETTLE, "commit"),
    SETTLED(SETTLE, "commit"),

    OWE_SAGA_PAID(OWE, "update saga_state state 'paid'"),
    OWE_QUOTE_PAID(OWE, "update melt_quote state 'PAID'"),
    OWE_ATTEMPT_PAID(OWE, "update melt_attempt state 'PAID'"),
    OWE_PROOFS_SPENT(OWE, "update proof state 'SPENT'"),
    OWE_SUMS_MOVED(OWE, "update keyset_amounts total_issued"),
    OWE_COMMITTING(Moment.BEFORE, OWE, "commit"),
    OWED(OWE, "commit"),

    FINISH_SAGA_ENDED(FINISH, "delete saga_state"),
    FINISH_REQUEST_FORGOTTEN(FINISH, "delete melt_request"),
    FINISH_CHANGE_SIGNED(FINISH, "update blind_signature amount"),
    FINISH_BLANKS_FORGOTTEN(FINISH, "delete blind_signature"),
    FINISH_OPERATION_STORED(FINISH, "insert completed_operations"),
    FINISH_SUMS_RAISED(FINISH, "update keyset_amounts total_issued"),
    FINISH_COMMITTING(Moment.BEFORE, FINISH, "commit"),
    FINISHED(FINISH, "commit"),

    RELEASE_SAGA_ENDED(RELEASE, "delete saga_state"),
    RELEASE_QUOTE_UNPAID(RELEASE, "update melt_quote state"),
    RELEASE_ATTEMPT_FAILED(RELEASE, "update melt_attempt state 'FAILED'"),
    RELEASE_REQUEST_FORGOTTEN(RELEASE, "delete melt_request"),
    RELEASE_PROOFS_GIVEN_BACK(RELEASE, "delete proof"),
    RELEASE_BLANKS_FORGOTTEN(RELEASE, "delete blind_signature"),
    RELEASE_SUMS_LOWERED(RELEASE, "update keyset_amounts total_issued"),
    RELEASE_COMMITTING(Moment.BEFORE, RELEASE, "commit"),
    RELEASED(RELEASE, "commit"),

    INNER_QUOTE_CREDITED(INNER_PAYMENT, "update mint_quote amount_paid"),
    INNER_RECEIPT_STORED(INNER_PAYMENT, "insert mint_quote_payments"),
    INNER_QUOTE_PAID(INNER_PAYMENT, "update melt_quote state 'PAID'"),
    INNER_PROOFS_SPENT(INNER_PAYMENT, "insert proof"),
    INNER_CHANGE_SIGNED(INNER_PAYMENT, "insert blind_signature"),
    INNER_OPERATION_STORED(INNER_PAYMENT, "insert completed_operations"),
    INNER_SUMS_RAISED(INNER_PAYMENT, "update keyset_amounts total_issued"),
    INNER_COMMITTING(Moment.BEFORE, INNER_PAYMENT, "commit"),
    INNER_COMMITTED(INNER_PAYMENT, "commit");

    private final Moment moment;
    private final String place;

    Failpoint(MoneyTransaction transaction, String step) {
        this(Moment.AFTER, transaction, step);
    }

    Failpoint(Moment moment, MoneyTransaction transaction, String step) {
        this.moment = moment;
        this.place = transaction.until(step).toString();
    }

    Failpoint(Moment moment, Seam seam) {
        this.moment = moment;
        this.place = seam.name();
    }

    /// Where a mint leaves its own process or transaction.
    enum Seam {
        SIGN,
        PAY
    }

    enum Moment {
        BEFORE,
        AFTER
    }

    boolean isAt(Moment when, String where) {
        return moment == when && place.equals(where);
    }
}
