/// The database: SQLite or PostgreSQL behind one code path, in which every statement is timed and counted.
@ApplicationModule(allowedDependencies = "start")
@NullMarked
package org.cobnut.mint.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
