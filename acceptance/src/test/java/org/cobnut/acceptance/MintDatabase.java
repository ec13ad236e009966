package org.cobnut.acceptance;

/// The databases that a mint runs on; every scenario is run on each.
enum MintDatabase {
    SQLITE,
    POSTGRESQL
}
