package org.cobnut.signatory;

import java.time.Instant;

import org.cobnut.cashu.Keyset;

/// A keyset and since when it is meant to be used.
///
/// @param keyset active unless it has been retired for good; several of a unit may be, and then the newest that is
/// valid by now is in use
/// @param validFrom may lie ahead: the keyset is made known before it is used
public record SignatoryKeyset(Keyset keyset, Instant validFrom) {}
