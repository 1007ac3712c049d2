/// Events of other services, received, translated, and handed to one use case each.
@NullMarked
package hourglass.request.consumes;

import org.jspecify.annotations.NullMarked;
