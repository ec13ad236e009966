/// How a wallet talks to a mint: HTTP requests (NUT-01 to NUT-09, NUT-29) and the WebSocket (NUT-17), without
/// memory.
@NullMarked
package org.cobnut.wallet.client;

import org.jspecify.annotations.NullMarked;
