--liquibase formatted sql

--changeset cobnut:mint-quotes
CREATE TABLE mint_quote (
    id                     ${id} PRIMARY KEY,
    amount                 ${bigint} CHECK (amount >= 0),
    unit                   TEXT NOT NULL,
    request                TEXT NOT NULL,
    expiry                 ${bigint} NOT NULL,
    request_lookup_id      TEXT,
    request_lookup_id_kind TEXT DEFAULT 'payment_hash' NOT NULL,
    pubkey                 TEXT,
    created_time           ${bigint} DEFAULT 0 NOT NULL,
    amount_paid            ${bigint} DEFAULT 0 NOT NULL CHECK (amount_paid >= 0),
    amount_issued          ${bigint} DEFAULT 0 NOT NULL CHECK (amount_issued >= 0),
    payment_method         TEXT DEFAULT 'bolt11' NOT NULL,
    extra_json             TEXT,
    updated_at             ${bigint} DEFAULT 0 NOT NULL,
    last_checked           ${bigint} DEFAULT 0 NOT NULL,
    -- The node that made the request: a receipt counts only if it comes from there.
    node_id                TEXT,
    CONSTRAINT mint_quote_lookup UNIQUE (request_lookup_id),
    CONSTRAINT mint_quote_request UNIQUE (request),
    CONSTRAINT mint_quote_bound CHECK (amount_issued <= amount_paid)
) ${strict};

CREATE TABLE mint_quote_payments (
    id           ${serial},
    quote_id     ${id} NOT NULL REFERENCES mint_quote (id),
    payment_id   TEXT NOT NULL,
    "timestamp"  ${bigint} NOT NULL,
    amount       ${bigint} NOT NULL CHECK (amount >= 0),
    CONSTRAINT mint_quote_payment_once UNIQUE (quote_id, payment_id)
) ${strict};

CREATE TABLE mint_quote_issued (
    id           ${serial},
    quote_id     ${id} NOT NULL REFERENCES mint_quote (id),
    amount       ${bigint} NOT NULL CHECK (amount >= 0),
    "timestamp"  ${bigint} NOT NULL,
    operation_id TEXT
) ${strict};

CREATE INDEX mint_quote_issued_quote ON mint_quote_issued (quote_id);

-- Money that came for no quote that we know (yet): visible to the operator, matched again when its quote appears.
CREATE TABLE unmatched_receipt (
    id                     ${serial},
    processor              TEXT NOT NULL,
    node_id                TEXT,
    unit                   TEXT NOT NULL,
    payment_method         TEXT NOT NULL,
    request_lookup_id      TEXT NOT NULL,
    payment_id             TEXT NOT NULL,
    amount                 ${bigint} NOT NULL CHECK (amount >= 0),
    received_time          ${bigint} NOT NULL,
    reason                 TEXT NOT NULL,
    CONSTRAINT unmatched_receipt_once UNIQUE (request_lookup_id, payment_id)
) ${strict};
