package org.cobnut.mint.transfer;

import java.util.List;

import static org.cobnut.mint.transfer.CdkReading.BYTES;
import static org.cobnut.mint.transfer.CdkReading.FLAG;
import static org.cobnut.mint.transfer.CdkReading.LOWER_CASE;
import static org.cobnut.mint.transfer.CdkReading.NOT_EMPTY;
import static org.cobnut.mint.transfer.CdkReading.NUMBER;
import static org.cobnut.mint.transfer.CdkReading.TEXT;
import static org.cobnut.mint.transfer.CdkReading.WITNESS;

/// The tables of CDK 0.18 that are taken over. Their names are ours too.
final class CdkTables {

    private CdkTables() {}

    /// All tables, each after the tables that it refers to.
    static final List<Table> ALL = List.of(
            // What is not a keyset of money: tickets of blind authentication.
            Table.named("keyset")
                    .with(TEXT, "id", "unit", "derivation_path", "amounts", "issuer_version")
                    .with(FLAG, "active")
                    .with(NUMBER, "valid_from", "valid_to", "derivation_path_index", "input_fee_ppk")
                    .where("WHERE unit <> 'auth'"),
            // Rows in another state are left from requests that were never carried out.
            Table.named("proof")
                    .with(BYTES, "y", "c")
                    .with(NUMBER, "amount", "created_time")
                    .with(TEXT, "keyset_id", "secret", "state", "quote_id", "operation_kind", "operation_id")
                    .with(WITNESS, "witness")
                    .where("WHERE state IN ('SPENT', 'PENDING')"),
            Table.named("blind_signature")
                    .with(BYTES, "blinded_message", "c")
                    .with(NUMBER, "amount", "created_time", "signed_time", "order_index")
                    .with(TEXT, "keyset_id", "dleq_e", "dleq_s", "quote_id", "operation_kind", "operation_id"),
            Table.named("mint_quote")
                    .with(TEXT, "id", "unit", "request", "request_lookup_id", "request_lookup_id_kind", "pubkey")
                    .with(LOWER_CASE, "payment_method")
                    .with(NUMBER, "amount", "amount_paid", "amount_issued")
                    .with(NUMBER, "expiry", "created_time", "updated_at", "last_checked")
                    .with(TEXT, "extra_json"),
            Table.named("mint_quote_payments")
                    .with(TEXT, "quote_id", "payment_id")
                    .with(NUMBER, "timestamp", "amount")
                    .where("ORDER BY id"),
            Table.named("mint_quote_issued")
                    .with(TEXT, "quote_id")
                    .with(NUMBER, "timestamp", "amount")
                    .where("ORDER BY id"),
            Table.named("melt_quote")
                    .with(TEXT, "id", "unit", "request", "state", "request_lookup_id", "request_lookup_id_kind")
                    .with(LOWER_CASE, "payment_method")
                    .with(NUMBER, "amount", "fee_reserve", "expiry", "created_time", "paid_time")
                    .with(NUMBER, "estimated_blocks", "selected_fee_index")
                    .with(NOT_EMPTY, "payment_proof")
                    .with(TEXT, "options", "fee_options", "extra_json"),
            Table.named("melt_request").with(TEXT, "quote_id").with(NUMBER, "inputs_amount", "inputs_fee"),
            Table.named("saga_state")
                    .with(TEXT, "operation_id", "operation_kind", "state", "quote_id", "finalization_data")
                    .with(NUMBER, "created_at", "updated_at"),
            Table.named("completed_operations")
                    .with(TEXT, "operation_id", "operation_kind")
                    .with(LOWER_CASE, "payment_method")
                    .with(NUMBER, "completed_at", "total_issued", "total_redeemed", "fee_collected")
                    .with(NUMBER, "payment_amount", "payment_fee"));
}
