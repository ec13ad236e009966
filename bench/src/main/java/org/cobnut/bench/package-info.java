/// Puts load on running mints and measures what an exchange costs them.
@NullMarked
package org.cobnut.bench;

import org.jspecify.annotations.NullMarked;
