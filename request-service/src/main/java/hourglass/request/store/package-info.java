/// Where requests, their reviews and the copies of catalog and directory are kept: PostgreSQL, and the only SQL.
@NullMarked
package hourglass.request.store;

import org.jspecify.annotations.NullMarked;
