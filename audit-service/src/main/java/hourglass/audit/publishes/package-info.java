/// Checkpoints out: signed, then to the topic and to a file that the database can't reach.
@NullMarked
package hourglass.audit.publishes;

import org.jspecify.annotations.NullMarked;
