--liquibase formatted sql

--changeset cobnut:key-values
CREATE TABLE kv_store (
    primary_namespace   ${id} NOT NULL,
    secondary_namespace ${id} NOT NULL,
    "key"               ${id} NOT NULL,
    value               ${bytes} NOT NULL,
    created_time        ${bigint} NOT NULL,
    updated_time        ${bigint} NOT NULL,
    PRIMARY KEY (primary_namespace, secondary_namespace, "key")
) ${strict};
