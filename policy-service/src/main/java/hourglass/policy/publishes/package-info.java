/// Kafka out: decisions with their allowance, and policy sets with the catalog and directory that changed.
@NullMarked
package hourglass.policy.publishes;

import org.jspecify.annotations.NullMarked;
