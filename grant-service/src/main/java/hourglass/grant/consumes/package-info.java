/// Kafka in: orders and ends, expiries, catalog and directory.
@NullMarked
package hourglass.grant.consumes;

import org.jspecify.annotations.NullMarked;
