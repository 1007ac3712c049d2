/// The log and its projections in PostgreSQL.
@NullMarked
package hourglass.audit.store;

import org.jspecify.annotations.NullMarked;
