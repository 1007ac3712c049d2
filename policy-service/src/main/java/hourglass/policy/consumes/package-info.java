/// Kafka in: the asks on `hourglass.requests`, and what was published about policy sets before.
@NullMarked
package hourglass.policy.consumes;

import org.jspecify.annotations.NullMarked;
