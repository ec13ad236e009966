--liquibase formatted sql

--changeset cobnut:keysets
CREATE TABLE keyset (
    id                    ${id} PRIMARY KEY,
    unit                  TEXT NOT NULL,
    active                ${boolean} NOT NULL,
    valid_from            ${bigint} NOT NULL,
    valid_to              ${bigint},
    derivation_path       TEXT NOT NULL,
    derivation_path_index ${bigint},
    input_fee_ppk         ${bigint} CHECK (input_fee_ppk >= 0),
    amounts               TEXT,
    issuer_version        TEXT,
    -- When more was redeemed than issued: the keyset's inputs are refused from then on, on every replica.
    tripped_time          ${bigint},
    CONSTRAINT keyset_index UNIQUE (unit, derivation_path_index)
) ${strict};

-- One row, raised by every writer of keysets, so that replicas see at the cost of one row that something has changed.
CREATE TABLE keyset_epoch (
    id    ${bigint} PRIMARY KEY CHECK (id = 0),
    epoch ${bigint} NOT NULL
) ${strict};

INSERT INTO keyset_epoch (id, epoch) VALUES (0, 0);

-- A row exists from its keyset's creation. Written in the transaction of the money itself.
CREATE TABLE keyset_amounts (
    keyset_id      ${id} PRIMARY KEY,
    total_issued   ${bigint} DEFAULT 0 NOT NULL CHECK (total_issued >= 0),
    total_redeemed ${bigint} DEFAULT 0 NOT NULL CHECK (total_redeemed >= 0),
    fee_collected  ${bigint} DEFAULT 0 NOT NULL CHECK (fee_collected >= 0),
    total_reserved ${bigint} DEFAULT 0 NOT NULL CHECK (total_reserved >= 0),
    adjustment     ${bigint} DEFAULT 0 NOT NULL,
    CONSTRAINT keyset_amounts_bound CHECK (total_redeemed + total_reserved <= total_issued + adjustment)
) ${strict};
