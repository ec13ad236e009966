--liquibase formatted sql

--changeset cobnut:melt-quotes
CREATE TABLE melt_quote (
    id                     ${id} PRIMARY KEY,
    unit                   TEXT NOT NULL,
    amount                 ${bigint} NOT NULL CHECK (amount >= 0),
    request                TEXT NOT NULL,
    fee_reserve            ${bigint} NOT NULL CHECK (fee_reserve >= 0),
    expiry                 ${bigint} NOT NULL,
    state                  TEXT DEFAULT 'UNPAID' NOT NULL CHECK (state IN ('UNPAID', 'PENDING', 'PAID', 'FAILED')),
    payment_proof          TEXT,
    request_lookup_id      TEXT,
    request_lookup_id_kind TEXT,
    created_time           ${bigint} DEFAULT 0 NOT NULL,
    paid_time              ${bigint},
    payment_method         TEXT DEFAULT 'bolt11' NOT NULL,
    options                TEXT,
    estimated_blocks       ${bigint},
    fee_options            TEXT,
    extra_json             TEXT,
    selected_fee_index     ${bigint},
    -- Worked out by the mint itself from the invoice, and what makes one invoice be paid once.
    payment_hash           ${bytes},
    -- What left the node, routing included, in the quote's unit.
    total_spent            ${bigint} CHECK (total_spent >= 0),
    -- Paid although the ecash had been given back: the mint's loss, for the operator to look into.
    loss                   ${boolean} DEFAULT ${false} NOT NULL,
    last_checked           ${bigint} DEFAULT 0 NOT NULL
) ${strict};

CREATE UNIQUE INDEX melt_quote_paid_once ON melt_quote (payment_hash) WHERE state IN ('PENDING', 'PAID');

-- What a melt under way was given, for working out its change.
CREATE TABLE melt_request (
    quote_id      ${id} PRIMARY KEY REFERENCES melt_quote (id),
    inputs_amount ${bigint} NOT NULL CHECK (inputs_amount >= 0),
    inputs_fee    ${bigint} NOT NULL CHECK (inputs_fee >= 0)
) ${strict};
