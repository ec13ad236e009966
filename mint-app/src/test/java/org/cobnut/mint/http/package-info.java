@NullMarked
package org.cobnut.mint.http;

import org.jspecify.annotations.NullMarked;
