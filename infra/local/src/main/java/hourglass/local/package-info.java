/// The local start: all of Hourglass on one machine, without Docker.
@NullMarked
package hourglass.local;

import org.jspecify.annotations.NullMarked;
