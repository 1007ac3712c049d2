/// What a request for access is and how it moves: sealed states, one decider, the gate, and the ports around them.
///
/// Nothing here knows a database, a broker or HTTP.
@NullMarked
package hourglass.request;

import org.jspecify.annotations.NullMarked;
