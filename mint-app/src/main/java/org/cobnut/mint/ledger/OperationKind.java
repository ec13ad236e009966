package org.cobnut.mint.ledger;

import java.util.Locale;

/// What an operation is, by the names of CDK's tables.
public enum OperationKind {
    SWAP,
    MINT,
    BATCH_MINT,
    MELT;

    /// As in the column `operation_kind`.
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
