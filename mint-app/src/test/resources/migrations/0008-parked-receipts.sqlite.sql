
CREATE TABLE DATABASECHANGELOGLOCK (ID INTEGER NOT NULL, LOCKED BOOLEAN NOT NULL, LOCKGRANTED TEXT, LOCKEDBY VARCHAR(255), CONSTRAINT PK_DATABASECHANGELOGLOCK PRIMARY KEY (ID));

DELETE FROM DATABASECHANGELOGLOCK;

INSERT INTO DATABASECHANGELOGLOCK (ID, LOCKED) VALUES (1, 0);


CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL, DATEEXECUTED TEXT NOT NULL, ORDEREXECUTED INTEGER NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35), DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255), LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));

CREATE TABLE keyset (
    id                    TEXT PRIMARY KEY,
    unit                  TEXT NOT NULL,
    active                INTEGER NOT NULL,
    valid_from            INTEGER NOT NULL,
    valid_to              INTEGER,
    derivation_path       TEXT NOT NULL,
    derivation_path_index INTEGER,
    input_fee_ppk         INTEGER CHECK (input_fee_ppk >= 0),
    amounts               TEXT,
    issuer_version        TEXT,
    
    tripped_time          INTEGER,
    CONSTRAINT keyset_index UNIQUE (unit, derivation_path_index)
) STRICT;

CREATE TABLE keyset_epoch (
    id    INTEGER PRIMARY KEY CHECK (id = 0),
    epoch INTEGER NOT NULL
) STRICT;

INSERT INTO keyset_epoch (id, epoch) VALUES (0, 0);

CREATE TABLE keyset_amounts (
    keyset_id      TEXT PRIMARY KEY,
    total_issued   INTEGER DEFAULT 0 NOT NULL CHECK (total_issued >= 0),
    total_redeemed INTEGER DEFAULT 0 NOT NULL CHECK (total_redeemed >= 0),
    fee_collected  INTEGER DEFAULT 0 NOT NULL CHECK (fee_collected >= 0),
    total_reserved INTEGER DEFAULT 0 NOT NULL CHECK (total_reserved >= 0),
    adjustment     INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT keyset_amounts_bound CHECK (total_redeemed + total_reserved <= total_issued + adjustment)
) STRICT;

INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('keysets', 'cobnut', 'db/changelog/mint/0001-keysets.sql', CURRENT_TIMESTAMP, 1, '9:4dbafa4d98d529b5b654b95ef20ce2b1', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE proof (
    y              BLOB PRIMARY KEY,
    amount         INTEGER NOT NULL CHECK (amount >= 0),
    keyset_id      TEXT NOT NULL,
    secret         TEXT NOT NULL,
    c              BLOB NOT NULL,
    witness        TEXT,
    state          TEXT NOT NULL CHECK (state IN ('PENDING', 'SPENT')),
    quote_id       TEXT,
    created_time   INTEGER DEFAULT 0 NOT NULL,
    operation_kind TEXT,
    operation_id   TEXT
) STRICT;

CREATE INDEX proof_quote ON proof (quote_id) WHERE quote_id IS NOT NULL;

CREATE INDEX proof_pending ON proof (operation_id) WHERE state = 'PENDING';

CREATE TABLE blind_signature (
    blinded_message BLOB PRIMARY KEY,
    amount          INTEGER NOT NULL CHECK (amount >= 0),
    keyset_id       TEXT NOT NULL,
    c               BLOB,
    dleq_e          TEXT,
    dleq_s          TEXT,
    quote_id        TEXT,
    created_time    INTEGER DEFAULT 0 NOT NULL,
    signed_time     INTEGER,
    operation_kind  TEXT,
    operation_id    TEXT,
    order_index     INTEGER DEFAULT 0
) STRICT;

CREATE INDEX blind_signature_change ON blind_signature (quote_id) WHERE operation_kind = 'melt';

CREATE INDEX blind_signature_unsigned ON blind_signature (operation_id) WHERE c IS NULL;

CREATE TABLE completed_operations (
    operation_id   TEXT PRIMARY KEY,
    operation_kind TEXT NOT NULL CHECK (operation_kind IN ('swap', 'mint', 'melt', 'batch_mint')),
    completed_at   INTEGER NOT NULL,
    total_issued   INTEGER NOT NULL CHECK (total_issued >= 0),
    total_redeemed INTEGER NOT NULL CHECK (total_redeemed >= 0),
    fee_collected  INTEGER NOT NULL CHECK (fee_collected >= 0),
    payment_amount INTEGER CHECK (payment_amount >= 0),
    payment_fee    INTEGER CHECK (payment_fee >= 0),
    payment_method TEXT,
    
    inputs         INTEGER DEFAULT 0 NOT NULL,
    outputs        INTEGER DEFAULT 0 NOT NULL,
    quotes         INTEGER DEFAULT 0 NOT NULL
) STRICT;

INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('ledger', 'cobnut', 'db/changelog/mint/0002-ledger.sql', CURRENT_TIMESTAMP, 2, '9:db53cf1a7bfb30b3e08111571f8df91c', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE mint_quote (
    id                     TEXT PRIMARY KEY,
    amount                 INTEGER CHECK (amount >= 0),
    unit                   TEXT NOT NULL,
    request                TEXT NOT NULL,
    expiry                 INTEGER NOT NULL,
    request_lookup_id      TEXT,
    request_lookup_id_kind TEXT DEFAULT 'payment_hash' NOT NULL,
    pubkey                 TEXT,
    created_time           INTEGER DEFAULT 0 NOT NULL,
    amount_paid            INTEGER DEFAULT 0 NOT NULL CHECK (amount_paid >= 0),
    amount_issued          INTEGER DEFAULT 0 NOT NULL CHECK (amount_issued >= 0),
    payment_method         TEXT DEFAULT 'bolt11' NOT NULL,
    extra_json             TEXT,
    updated_at             INTEGER DEFAULT 0 NOT NULL,
    last_checked           INTEGER DEFAULT 0 NOT NULL,
    
    node_id                TEXT,
    CONSTRAINT mint_quote_lookup UNIQUE (request_lookup_id),
    CONSTRAINT mint_quote_request UNIQUE (request),
    CONSTRAINT mint_quote_bound CHECK (amount_issued <= amount_paid)
) STRICT;

CREATE TABLE mint_quote_payments (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    quote_id     TEXT NOT NULL REFERENCES mint_quote (id),
    payment_id   TEXT NOT NULL,
    "timestamp"  INTEGER NOT NULL,
    amount       INTEGER NOT NULL CHECK (amount >= 0),
    CONSTRAINT mint_quote_payment_once UNIQUE (quote_id, payment_id)
) STRICT;

CREATE TABLE mint_quote_issued (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    quote_id     TEXT NOT NULL REFERENCES mint_quote (id),
    amount       INTEGER NOT NULL CHECK (amount >= 0),
    "timestamp"  INTEGER NOT NULL,
    operation_id TEXT
) STRICT;

CREATE INDEX mint_quote_issued_quote ON mint_quote_issued (quote_id);

CREATE TABLE unmatched_receipt (
    id                     INTEGER PRIMARY KEY AUTOINCREMENT,
    processor              TEXT NOT NULL,
    node_id                TEXT,
    unit                   TEXT NOT NULL,
    payment_method         TEXT NOT NULL,
    request_lookup_id      TEXT NOT NULL,
    payment_id             TEXT NOT NULL,
    amount                 INTEGER NOT NULL CHECK (amount >= 0),
    received_time          INTEGER NOT NULL,
    reason                 TEXT NOT NULL,
    CONSTRAINT unmatched_receipt_once UNIQUE (request_lookup_id, payment_id)
) STRICT;

INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('mint-quotes', 'cobnut', 'db/changelog/mint/0003-mint-quotes.sql', CURRENT_TIMESTAMP, 3, '9:163d5cbd9c6b6fed6b01f8ab007ae44a', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE melt_quote (
    id                     TEXT PRIMARY KEY,
    unit                   TEXT NOT NULL,
    amount                 INTEGER NOT NULL CHECK (amount >= 0),
    request                TEXT NOT NULL,
    fee_reserve            INTEGER NOT NULL CHECK (fee_reserve >= 0),
    expiry                 INTEGER NOT NULL,
    state                  TEXT DEFAULT 'UNPAID' NOT NULL CHECK (state IN ('UNPAID', 'PENDING', 'PAID', 'FAILED')),
    payment_proof          TEXT,
    request_lookup_id      TEXT,
    request_lookup_id_kind TEXT,
    created_time           INTEGER DEFAULT 0 NOT NULL,
    paid_time              INTEGER,
    payment_method         TEXT DEFAULT 'bolt11' NOT NULL,
    options                TEXT,
    estimated_blocks       INTEGER,
    fee_options            TEXT,
    extra_json             TEXT,
    selected_fee_index     INTEGER,
    
    payment_hash           BLOB,
    
    total_spent            INTEGER CHECK (total_spent >= 0),
    
    loss                   INTEGER DEFAULT 0 NOT NULL,
    last_checked           INTEGER DEFAULT 0 NOT NULL
) STRICT;

CREATE UNIQUE INDEX melt_quote_paid_once ON melt_quote (payment_hash) WHERE state IN ('PENDING', 'PAID');

CREATE TABLE melt_request (
    quote_id      TEXT PRIMARY KEY REFERENCES melt_quote (id),
    inputs_amount INTEGER NOT NULL CHECK (inputs_amount >= 0),
    inputs_fee    INTEGER NOT NULL CHECK (inputs_fee >= 0)
) STRICT;

INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('melt-quotes', 'cobnut', 'db/changelog/mint/0004-melt-quotes.sql', CURRENT_TIMESTAMP, 4, '9:7f90a468793be3040eb5a45d28da9023', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE replica (
    id           TEXT PRIMARY KEY,
    lease_until  INTEGER NOT NULL,
    started_time INTEGER NOT NULL
) STRICT;

CREATE TABLE saga_state (
    operation_id      TEXT PRIMARY KEY,
    operation_kind    TEXT NOT NULL CHECK (operation_kind IN ('swap', 'melt')),
    state             TEXT NOT NULL,
    quote_id          TEXT,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    finalization_data TEXT,
    replica_id        TEXT,
    epoch             INTEGER DEFAULT 0 NOT NULL,
    
    attempt_id        TEXT,
    node_id           TEXT,
    lookup_id         TEXT,
    lookup_id_kind    TEXT,
    last_checked      INTEGER DEFAULT 0 NOT NULL,
    checks            INTEGER DEFAULT 0 NOT NULL
) STRICT;

INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('operations', 'cobnut', 'db/changelog/mint/0005-operations.sql', CURRENT_TIMESTAMP, 5, '9:e4bc4de652a5958c0eaac31727fe1fb3', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE kv_store (
    primary_namespace   TEXT NOT NULL,
    secondary_namespace TEXT NOT NULL,
    "key"               TEXT NOT NULL,
    value               BLOB NOT NULL,
    created_time        INTEGER NOT NULL,
    updated_time        INTEGER NOT NULL,
    PRIMARY KEY (primary_namespace, secondary_namespace, "key")
) STRICT;

INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('key-values', 'cobnut', 'db/changelog/mint/0006-key-values.sql', CURRENT_TIMESTAMP, 6, '9:8d4ff3f795ed1e77f1c702e19a910475', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE melt_attempt (
    attempt_id    TEXT PRIMARY KEY,
    quote_id      TEXT NOT NULL REFERENCES melt_quote (id),
    node_id       TEXT NOT NULL,
    state         TEXT DEFAULT 'OPEN' NOT NULL CHECK (state IN ('OPEN', 'FAILED', 'PAID')),
    total_spent   INTEGER CHECK (total_spent >= 0),
    payment_proof TEXT,
    created_time  INTEGER NOT NULL
) STRICT;

CREATE INDEX melt_attempt_quote ON melt_attempt (quote_id);

INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('melt-attempts', 'cobnut', 'db/changelog/mint/0007-melt-attempts.sql', CURRENT_TIMESTAMP, 7, '9:e516d867eb47ac6adcd2ae89875e93ca', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE parked_receipt (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    processor         TEXT NOT NULL,
    node_id           TEXT NOT NULL,
    unit              TEXT NOT NULL,
    payment_method    TEXT NOT NULL,
    request_lookup_id TEXT NOT NULL,
    payment_id        TEXT NOT NULL,
    amount            INTEGER NOT NULL CHECK (amount >= 0),
    
    amount_unit       TEXT NOT NULL,
    received_time     INTEGER NOT NULL,
    reason            TEXT NOT NULL,
    CONSTRAINT parked_receipt_once UNIQUE (request_lookup_id, payment_id, node_id, unit, payment_method)
) STRICT;

INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('parked-receipts', 'cobnut', 'db/changelog/mint/0008-parked-receipts.sql', CURRENT_TIMESTAMP, 8, '9:6ce405fb6f81bab17024dfb4fda3c7c3', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

UPDATE DATABASECHANGELOGLOCK SET LOCKED = 0, LOCKEDBY = NULL, LOCKGRANTED = NULL WHERE ID = 1;

