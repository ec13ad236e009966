/// The Cashu mint as a service. Each package below is a feature with its own rules, tables and endpoints.
@NullMarked
package org.cobnut.mint;

import org.jspecify.annotations.NullMarked;
