--liquibase formatted sql

--changeset cobnut:ledger
-- Spent and reserved proofs. The primary key is what forbids double spending.
CREATE TABLE proof (
    y              ${bytes} PRIMARY KEY,
    amount         ${bigint} NOT NULL CHECK (amount >= 0),
    keyset_id      TEXT NOT NULL,
    secret         TEXT NOT NULL,
    c              ${bytes} NOT NULL,
    witness        TEXT,
    state          TEXT NOT NULL CHECK (state IN ('PENDING', 'SPENT')),
    quote_id       TEXT,
    created_time   ${bigint} DEFAULT 0 NOT NULL,
    operation_kind TEXT,
    operation_id   TEXT
) ${strict};

CREATE INDEX proof_quote ON proof (quote_id) WHERE quote_id IS NOT NULL;
CREATE INDEX proof_pending ON proof (operation_id) WHERE state = 'PENDING';

-- Outputs that were signed, and (c IS NULL) outputs of an operation that is under way.
CREATE TABLE blind_signature (
    blinded_message ${bytes} PRIMARY KEY,
    amount          ${bigint} NOT NULL CHECK (amount >= 0),
    keyset_id       TEXT NOT NULL,
    c               ${bytes},
    dleq_e          TEXT,
    dleq_s          TEXT,
    quote_id        TEXT,
    created_time    ${bigint} DEFAULT 0 NOT NULL,
    signed_time     ${bigint},
    operation_kind  TEXT,
    operation_id    TEXT,
    order_index     ${bigint} DEFAULT 0
) ${strict};

-- Change of a melt is looked up by its quote; what was minted never is, and so pays for no index.
CREATE INDEX blind_signature_change ON blind_signature (quote_id) WHERE operation_kind = 'melt';
CREATE INDEX blind_signature_unsigned ON blind_signature (operation_id) WHERE c IS NULL;

CREATE TABLE completed_operations (
    operation_id   ${id} PRIMARY KEY,
    operation_kind TEXT NOT NULL CHECK (operation_kind IN ('swap', 'mint', 'melt', 'batch_mint')),
    completed_at   ${bigint} NOT NULL,
    total_issued   ${bigint} NOT NULL CHECK (total_issued >= 0),
    total_redeemed ${bigint} NOT NULL CHECK (total_redeemed >= 0),
    fee_collected  ${bigint} NOT NULL CHECK (fee_collected >= 0),
    payment_amount ${bigint} CHECK (payment_amount >= 0),
    payment_fee    ${bigint} CHECK (payment_fee >= 0),
    payment_method TEXT,
    -- How many there were of each: a repeated request is answered only if it names all of them.
    inputs         ${bigint} DEFAULT 0 NOT NULL,
    outputs        ${bigint} DEFAULT 0 NOT NULL,
    quotes         ${bigint} DEFAULT 0 NOT NULL
) ${strict};
