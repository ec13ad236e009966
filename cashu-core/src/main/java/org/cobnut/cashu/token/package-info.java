/// NUT-00: ecash as text or bytes that one person hands to another.
@NullMarked
package org.cobnut.cashu.token;

import org.jspecify.annotations.NullMarked;
