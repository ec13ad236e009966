/// The JSON of the NUTs: one Jackson module for mint and wallet that takes what the NUTs allow and nothing else.
@NullMarked
package org.cobnut.cashu.json;

import org.jspecify.annotations.NullMarked;
