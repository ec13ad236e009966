/// The way to the database: SQLite or PostgreSQL behind one code path, every statement timed and counted.
@ApplicationModule(allowedDependencies = "start")
@NullMarked
package org.cobnut.mint.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
