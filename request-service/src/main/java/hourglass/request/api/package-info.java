/// HTTP in.
@NullMarked
package hourglass.request.api;

import org.jspecify.annotations.NullMarked;
