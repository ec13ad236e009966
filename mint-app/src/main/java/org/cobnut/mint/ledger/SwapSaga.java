package org.cobnut.mint.ledger;

/// A swap under way: the row of `saga_state` that exists while its outputs are signed elsewhere.
///
/// @param epoch rises each time somebody else takes over; what was done under an older one is fenced off
record SwapSaga(OperationId operation, long epoch) {}
