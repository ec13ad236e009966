--liquibase formatted sql

--changeset cobnut:operations
-- A process that serves this database. Its unfinished operations are its own until its lease is over.
CREATE TABLE replica (
    id           ${id} PRIMARY KEY,
    lease_until  ${bigint} NOT NULL,
    started_time ${bigint} NOT NULL
) ${strict};

-- Operations under way, at most a handful: no index. `epoch` rises with each change of owner and fences the former one.
CREATE TABLE saga_state (
    operation_id      ${id} PRIMARY KEY,
    operation_kind    TEXT NOT NULL CHECK (operation_kind IN ('swap', 'melt')),
    state             TEXT NOT NULL,
    quote_id          TEXT,
    created_at        ${bigint} NOT NULL,
    updated_at        ${bigint} NOT NULL,
    finalization_data TEXT,
    replica_id        TEXT,
    epoch             ${bigint} DEFAULT 0 NOT NULL,
    -- One attempt id moves money once; its answer counts only from the node that it was given to.
    attempt_id        TEXT,
    node_id           TEXT,
    lookup_id         TEXT,
    lookup_id_kind    TEXT,
    last_checked      ${bigint} DEFAULT 0 NOT NULL,
    checks            ${bigint} DEFAULT 0 NOT NULL
) ${strict};
