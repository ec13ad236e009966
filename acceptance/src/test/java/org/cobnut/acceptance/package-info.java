/// Wallets by other people, and raw HTTP, against a mint that runs as operators run it.
@NullMarked
package org.cobnut.acceptance;

import org.jspecify.annotations.NullMarked;
