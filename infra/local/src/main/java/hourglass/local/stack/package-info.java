/// The whole of Hourglass on this machine: its parts, services, targets and example policies.
@NullMarked
package hourglass.local.stack;

import org.jspecify.annotations.NullMarked;
