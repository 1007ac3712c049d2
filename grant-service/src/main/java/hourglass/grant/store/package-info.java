/// Grants, accounts and mirrors in this service's own PostgreSQL database.
@NullMarked
package hourglass.grant.store;

import org.jspecify.annotations.NullMarked;
