/// Kafka out: what happened to grants, as the contract says it.
@NullMarked
package hourglass.grant.publishes;

import org.jspecify.annotations.NullMarked;
