/// The contract: generated records, topic and header names, and the digest of a request.
@NullMarked
package hourglass.events;

import org.jspecify.annotations.NullMarked;
