/// How tests run the mint: started once per database, spoken to over HTTP.
@NullMarked
package org.cobnut.mint.testing;

import org.jspecify.annotations.NullMarked;
