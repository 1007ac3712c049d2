/// HTTP in: reading grants and targets, and what operators may do.
@NullMarked
package hourglass.grant.api;

import org.jspecify.annotations.NullMarked;
