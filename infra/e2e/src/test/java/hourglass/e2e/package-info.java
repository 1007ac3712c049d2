/// Journeys and faults through the whole real stack, each process as in production.
@NullMarked
package hourglass.e2e;

import org.jspecify.annotations.NullMarked;
