
CREATE TABLE public.databasechangeloglock (ID INTEGER NOT NULL, LOCKED BOOLEAN NOT NULL, LOCKGRANTED TIMESTAMP WITHOUT TIME ZONE, LOCKEDBY VARCHAR(255), CONSTRAINT databasechangeloglock_pkey PRIMARY KEY (ID));

DELETE FROM public.databasechangeloglock;

INSERT INTO public.databasechangeloglock (ID, LOCKED) VALUES (1, FALSE);


CREATE TABLE public.databasechangelog (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL, DATEEXECUTED TIMESTAMP WITHOUT TIME ZONE NOT NULL, ORDEREXECUTED INTEGER NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35), DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255), LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));

CREATE TABLE keyset (
    id                    TEXT COLLATE "C" PRIMARY KEY,
    unit                  TEXT NOT NULL,
    active                BOOLEAN NOT NULL,
    valid_from            BIGINT NOT NULL,
    valid_to              BIGINT,
    derivation_path       TEXT NOT NULL,
    derivation_path_index BIGINT,
    input_fee_ppk         BIGINT CHECK (input_fee_ppk >= 0),
    amounts               TEXT,
    issuer_version        TEXT,
    
    tripped_time          BIGINT,
    CONSTRAINT keyset_index UNIQUE (unit, derivation_path_index)
);

CREATE TABLE keyset_epoch (
    id    BIGINT PRIMARY KEY CHECK (id = 0),
    epoch BIGINT NOT NULL
);

INSERT INTO keyset_epoch (id, epoch) VALUES (0, 0);

CREATE TABLE keyset_amounts (
    keyset_id      TEXT COLLATE "C" PRIMARY KEY,
    total_issued   BIGINT DEFAULT 0 NOT NULL CHECK (total_issued >= 0),
    total_redeemed BIGINT DEFAULT 0 NOT NULL CHECK (total_redeemed >= 0),
    fee_collected  BIGINT DEFAULT 0 NOT NULL CHECK (fee_collected >= 0),
    total_reserved BIGINT DEFAULT 0 NOT NULL CHECK (total_reserved >= 0),
    adjustment     BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT keyset_amounts_bound CHECK (total_redeemed + total_reserved <= total_issued + adjustment)
);

INSERT INTO public.databasechangelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('keysets', 'cobnut', 'db/changelog/mint/0001-keysets.sql', NOW(), 1, '9:9ff9d3b8393bdf177c6ddb8e9c29e79f', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE proof (
    y              BYTEA PRIMARY KEY,
    amount         BIGINT NOT NULL CHECK (amount >= 0),
    keyset_id      TEXT NOT NULL,
    secret         TEXT NOT NULL,
    c              BYTEA NOT NULL,
    witness        TEXT,
    state          TEXT NOT NULL CHECK (state IN ('PENDING', 'SPENT')),
    quote_id       TEXT,
    created_time   BIGINT DEFAULT 0 NOT NULL,
    operation_kind TEXT,
    operation_id   TEXT
);

CREATE INDEX proof_quote ON proof (quote_id) WHERE quote_id IS NOT NULL;

CREATE INDEX proof_pending ON proof (operation_id) WHERE state = 'PENDING';

CREATE TABLE blind_signature (
    blinded_message BYTEA PRIMARY KEY,
    amount          BIGINT NOT NULL CHECK (amount >= 0),
    keyset_id       TEXT NOT NULL,
    c               BYTEA,
    dleq_e          TEXT,
    dleq_s          TEXT,
    quote_id        TEXT,
    created_time    BIGINT DEFAULT 0 NOT NULL,
    signed_time     BIGINT,
    operation_kind  TEXT,
    operation_id    TEXT,
    order_index     BIGINT DEFAULT 0
);

CREATE INDEX blind_signature_change ON blind_signature (quote_id) WHERE operation_kind = 'melt';

CREATE INDEX blind_signature_unsigned ON blind_signature (operation_id) WHERE c IS NULL;

CREATE TABLE completed_operations (
    operation_id   TEXT COLLATE "C" PRIMARY KEY,
    operation_kind TEXT NOT NULL CHECK (operation_kind IN ('swap', 'mint', 'melt', 'batch_mint')),
    completed_at   BIGINT NOT NULL,
    total_issued   BIGINT NOT NULL CHECK (total_issued >= 0),
    total_redeemed BIGINT NOT NULL CHECK (total_redeemed >= 0),
    fee_collected  BIGINT NOT NULL CHECK (fee_collected >= 0),
    payment_amount BIGINT CHECK (payment_amount >= 0),
    payment_fee    BIGINT CHECK (payment_fee >= 0),
    payment_method TEXT,
    
    inputs         BIGINT DEFAULT 0 NOT NULL,
    outputs        BIGINT DEFAULT 0 NOT NULL,
    quotes         BIGINT DEFAULT 0 NOT NULL
);

INSERT INTO public.databasechangelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('ledger', 'cobnut', 'db/changelog/mint/0002-ledger.sql', NOW(), 2, '9:a60b0cecefc009614c5830d501a91ab0', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE mint_quote (
    id                     TEXT COLLATE "C" PRIMARY KEY,
    amount                 BIGINT CHECK (amount >= 0),
    unit                   TEXT NOT NULL,
    request                TEXT NOT NULL,
    expiry                 BIGINT NOT NULL,
    request_lookup_id      TEXT,
    request_lookup_id_kind TEXT DEFAULT 'payment_hash' NOT NULL,
    pubkey                 TEXT,
    created_time           BIGINT DEFAULT 0 NOT NULL,
    amount_paid            BIGINT DEFAULT 0 NOT NULL CHECK (amount_paid >= 0),
    amount_issued          BIGINT DEFAULT 0 NOT NULL CHECK (amount_issued >= 0),
    payment_method         TEXT DEFAULT 'bolt11' NOT NULL,
    extra_json             TEXT,
    updated_at             BIGINT DEFAULT 0 NOT NULL,
    last_checked           BIGINT DEFAULT 0 NOT NULL,
    
    node_id                TEXT,
    CONSTRAINT mint_quote_lookup UNIQUE (request_lookup_id),
    CONSTRAINT mint_quote_request UNIQUE (request),
    CONSTRAINT mint_quote_bound CHECK (amount_issued <= amount_paid)
);

CREATE TABLE mint_quote_payments (
    id           BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    quote_id     TEXT COLLATE "C" NOT NULL REFERENCES mint_quote (id),
    payment_id   TEXT NOT NULL,
    "timestamp"  BIGINT NOT NULL,
    amount       BIGINT NOT NULL CHECK (amount >= 0),
    CONSTRAINT mint_quote_payment_once UNIQUE (quote_id, payment_id)
);

CREATE TABLE mint_quote_issued (
    id           BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    quote_id     TEXT COLLATE "C" NOT NULL REFERENCES mint_quote (id),
    amount       BIGINT NOT NULL CHECK (amount >= 0),
    "timestamp"  BIGINT NOT NULL,
    operation_id TEXT
);

CREATE INDEX mint_quote_issued_quote ON mint_quote_issued (quote_id);

CREATE TABLE unmatched_receipt (
    id                     BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    processor              TEXT NOT NULL,
    node_id                TEXT,
    unit                   TEXT NOT NULL,
    payment_method         TEXT NOT NULL,
    request_lookup_id      TEXT NOT NULL,
    payment_id             TEXT NOT NULL,
    amount                 BIGINT NOT NULL CHECK (amount >= 0),
    received_time          BIGINT NOT NULL,
    reason                 TEXT NOT NULL,
    CONSTRAINT unmatched_receipt_once UNIQUE (request_lookup_id, payment_id)
);

INSERT INTO public.databasechangelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('mint-quotes', 'cobnut', 'db/changelog/mint/0003-mint-quotes.sql', NOW(), 3, '9:d539f09042243ab444bf3fdd6d8dfc80', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE melt_quote (
    id                     TEXT COLLATE "C" PRIMARY KEY,
    unit                   TEXT NOT NULL,
    amount                 BIGINT NOT NULL CHECK (amount >= 0),
    request                TEXT NOT NULL,
    fee_reserve            BIGINT NOT NULL CHECK (fee_reserve >= 0),
    expiry                 BIGINT NOT NULL,
    state                  TEXT DEFAULT 'UNPAID' NOT NULL CHECK (state IN ('UNPAID', 'PENDING', 'PAID', 'FAILED')),
    payment_proof          TEXT,
    request_lookup_id      TEXT,
    request_lookup_id_kind TEXT,
    created_time           BIGINT DEFAULT 0 NOT NULL,
    paid_time              BIGINT,
    payment_method         TEXT DEFAULT 'bolt11' NOT NULL,
    options                TEXT,
    estimated_blocks       BIGINT,
    fee_options            TEXT,
    extra_json             TEXT,
    selected_fee_index     BIGINT,
    
    payment_hash           BYTEA,
    
    total_spent            BIGINT CHECK (total_spent >= 0),
    
    loss                   BOOLEAN DEFAULT FALSE NOT NULL,
    last_checked           BIGINT DEFAULT 0 NOT NULL
);

CREATE UNIQUE INDEX melt_quote_paid_once ON melt_quote (payment_hash) WHERE state IN ('PENDING', 'PAID');

CREATE TABLE melt_request (
    quote_id      TEXT COLLATE "C" PRIMARY KEY REFERENCES melt_quote (id),
    inputs_amount BIGINT NOT NULL CHECK (inputs_amount >= 0),
    inputs_fee    BIGINT NOT NULL CHECK (inputs_fee >= 0)
);

INSERT INTO public.databasechangelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('melt-quotes', 'cobnut', 'db/changelog/mint/0004-melt-quotes.sql', NOW(), 4, '9:570ce9162707b5244a3444efa434d3e3', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE replica (
    id           TEXT COLLATE "C" PRIMARY KEY,
    lease_until  BIGINT NOT NULL,
    started_time BIGINT NOT NULL
);

CREATE TABLE saga_state (
    operation_id      TEXT COLLATE "C" PRIMARY KEY,
    operation_kind    TEXT NOT NULL CHECK (operation_kind IN ('swap', 'melt')),
    state             TEXT NOT NULL,
    quote_id          TEXT,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL,
    finalization_data TEXT,
    replica_id        TEXT,
    epoch             BIGINT DEFAULT 0 NOT NULL,
    
    attempt_id        TEXT,
    node_id           TEXT,
    lookup_id         TEXT,
    lookup_id_kind    TEXT,
    last_checked      BIGINT DEFAULT 0 NOT NULL,
    checks            BIGINT DEFAULT 0 NOT NULL
);

INSERT INTO public.databasechangelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('operations', 'cobnut', 'db/changelog/mint/0005-operations.sql', NOW(), 5, '9:993d3d82f1c9c3ee5070a6b511a57556', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE kv_store (
    primary_namespace   TEXT COLLATE "C" NOT NULL,
    secondary_namespace TEXT COLLATE "C" NOT NULL,
    "key"               TEXT COLLATE "C" NOT NULL,
    value               BYTEA NOT NULL,
    created_time        BIGINT NOT NULL,
    updated_time        BIGINT NOT NULL,
    PRIMARY KEY (primary_namespace, secondary_namespace, "key")
);

INSERT INTO public.databasechangelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('key-values', 'cobnut', 'db/changelog/mint/0006-key-values.sql', NOW(), 6, '9:28d2b2cdb00e7be316001fe37d09c3fd', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE melt_attempt (
    attempt_id    TEXT COLLATE "C" PRIMARY KEY,
    quote_id      TEXT COLLATE "C" NOT NULL REFERENCES melt_quote (id),
    node_id       TEXT NOT NULL,
    state         TEXT DEFAULT 'OPEN' NOT NULL CHECK (state IN ('OPEN', 'FAILED', 'PAID')),
    total_spent   BIGINT CHECK (total_spent >= 0),
    payment_proof TEXT,
    created_time  BIGINT NOT NULL
);

CREATE INDEX melt_attempt_quote ON melt_attempt (quote_id);

INSERT INTO public.databasechangelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('melt-attempts', 'cobnut', 'db/changelog/mint/0007-melt-attempts.sql', NOW(), 7, '9:40af50c91d15e1176a028243daaee350', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

CREATE TABLE parked_receipt (
    id                BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    processor         TEXT NOT NULL,
    node_id           TEXT COLLATE "C" NOT NULL,
    unit              TEXT COLLATE "C" NOT NULL,
    payment_method    TEXT COLLATE "C" NOT NULL,
    request_lookup_id TEXT COLLATE "C" NOT NULL,
    payment_id        TEXT COLLATE "C" NOT NULL,
    amount            BIGINT NOT NULL CHECK (amount >= 0),
    
    amount_unit       TEXT NOT NULL,
    received_time     BIGINT NOT NULL,
    reason            TEXT NOT NULL,
    CONSTRAINT parked_receipt_once UNIQUE (request_lookup_id, payment_id, node_id, unit, payment_method)
);

INSERT INTO public.databasechangelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('parked-receipts', 'cobnut', 'db/changelog/mint/0008-parked-receipts.sql', NOW(), 8, '9:4da4a4fcca6f28911b89518c8f5cea41', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '5523641810');

UPDATE public.databasechangeloglock SET LOCKED = FALSE, LOCKEDBY = NULL, LOCKGRANTED = NULL WHERE ID = 1;

