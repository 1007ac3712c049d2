/// Kafka in: every topic's raw records into the log, and the log's records into facts.
@NullMarked
package hourglass.audit.consumes;

import org.jspecify.annotations.NullMarked;
