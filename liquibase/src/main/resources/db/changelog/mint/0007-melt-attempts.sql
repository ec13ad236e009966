--liquibase formatted sql

--changeset cobnut:melt-attempts
-- Every payment that was given to a node, for ever: what a node says later of an attempt whose melt is over still has to
-- find its quote.
CREATE TABLE melt_attempt (
    attempt_id    ${id} PRIMARY KEY,
    quote_id      ${id} NOT NULL REFERENCES melt_quote (id),
    node_id       TEXT NOT NULL,
    state         TEXT DEFAULT 'OPEN' NOT NULL CHECK (state IN ('OPEN', 'FAILED', 'PAID')),
    total_spent   ${bigint} CHECK (total_spent >= 0),
    payment_proof TEXT,
    created_time  ${bigint} NOT NULL
) ${strict};

CREATE INDEX melt_attempt_quote ON melt_attempt (quote_id);
