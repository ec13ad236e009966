--liquibase formatted sql

--changeset cobnut:parked-receipts
-- Money that came for no quote that we know (yet): visible to the operator, matched again when its quote appears. It takes
-- the place of unmatched_receipt, whose key let one node's receipt hide another's; rows of that table are moved here.
CREATE TABLE parked_receipt (
    id                ${serial},
    processor         TEXT NOT NULL,
    node_id           ${id} NOT NULL,
    unit              ${id} NOT NULL,
    payment_method    ${id} NOT NULL,
    request_lookup_id ${id} NOT NULL,
    payment_id        ${id} NOT NULL,
    amount            ${bigint} NOT NULL CHECK (amount >= 0),
    -- Of another unit than the processor's, it is never credited.
    amount_unit       TEXT NOT NULL,
    received_time     ${bigint} NOT NULL,
    reason            TEXT NOT NULL,
    CONSTRAINT parked_receipt_once UNIQUE (request_lookup_id, payment_id, node_id, unit, payment_method)
) ${strict};
