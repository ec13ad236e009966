--liquibase formatted sql

--changeset cobnut:adjustments
-- By how much more than it has issued an operator lets a keyset redeem, and why. Their sum is keyset_amounts.adjustment.
CREATE TABLE keyset_adjustment (
    id           ${serial},
    keyset_id    ${id} NOT NULL REFERENCES keyset_amounts (keyset_id),
    amount       ${bigint} NOT NULL,
    reason       TEXT NOT NULL,
    created_time ${bigint} NOT NULL
) ${strict};
