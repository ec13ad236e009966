-- Rows for all tables of the first state. They load into every later state too, since changes only ever add.
INSERT INTO keyset (id, unit, active, valid_from, derivation_path, derivation_path_index, input_fee_ppk, amounts)
VALUES ('00bcdcb31c919a24', 'sat', TRUE, 1, '129372''/1967237907''/1''', 1, 100, '[1,2,4]');
INSERT INTO keyset_amounts (keyset_id, total_issued, total_redeemed, fee_collected, total_reserved)
VALUES ('00bcdcb31c919a24', 64, 48, 2, 16);
INSERT INTO proof (y, amount, keyset_id, secret, c, witness, state, quote_id, created_time, operation_kind, operation_id)
VALUES (X'0201', 16, '00bcdcb31c919a24', 'secret', X'0202', NULL, 'SPENT', 'quote', 1, 'melt', 'operation'),
       (X'0203', 16, '00bcdcb31c919a24', 'other', X'0204', '{}', 'PENDING', NULL, 1, 'melt', 'operation');
INSERT INTO blind_signature (blinded_message, amount, keyset_id, c, dleq_e, dleq_s, created_time, signed_time)
VALUES (X'0301', 64, '00bcdcb31c919a24', X'0302', 'e', 's', 1, 2);
INSERT INTO completed_operations (operation_id, operation_kind, completed_at, total_issued, total_redeemed, fee_collected)
VALUES ('operation', 'swap', 1, 31, 32, 1);
INSERT INTO mint_quote (id, amount, unit, request, expiry, amount_paid, amount_issued)
VALUES ('mint', 60, 'sat', 'lnbc1', 1, 100, 64);
INSERT INTO mint_quote_payments (quote_id, payment_id, "timestamp", amount) VALUES ('mint', 'payment', 1, 100);
INSERT INTO mint_quote_issued (quote_id, amount, "timestamp", operation_id) VALUES ('mint', 64, 1, 'operation');
INSERT INTO unmatched_receipt (processor, node_id, unit, payment_method, request_lookup_id, payment_id, amount, received_time, reason)
VALUES ('fake', 'node', 'sat', 'bolt11', 'lookup', 'payment', 21, 1, 'no such request');
INSERT INTO melt_quote (id, unit, amount, request, fee_reserve, expiry, state, payment_hash)
VALUES ('melt', 'sat', 10, 'lnbc2', 1, 1, 'PENDING', X'04');
INSERT INTO melt_request (quote_id, inputs_amount, inputs_fee) VALUES ('melt', 16, 1);
INSERT INTO replica (id, lease_until, started_time) VALUES ('replica', 1, 1);
INSERT INTO saga_state (operation_id, operation_kind, state, quote_id, created_at, updated_at, attempt_id)
VALUES ('operation', 'melt', 'attempted', 'melt', 1, 1, 'attempt');
INSERT INTO kv_store (primary_namespace, secondary_namespace, "key", value, created_time, updated_time)
VALUES ('a', 'b', 'c', X'05', 1, 1);
