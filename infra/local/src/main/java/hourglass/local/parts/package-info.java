/// The real parts that Hourglass stands on, each a child process: PostgreSQL, Kafka, the schema registry, Connect.
@NullMarked
package hourglass.local.parts;

import org.jspecify.annotations.NullMarked;
