/// What has gone wrong at mints before: a test for each known weakness, named after it. docs/security.md lists them.
@NullMarked
package org.cobnut.mint.weakness;

import org.jspecify.annotations.NullMarked;
