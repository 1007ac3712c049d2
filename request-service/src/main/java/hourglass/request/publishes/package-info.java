/// Events on their way out, translated into the contract.
@NullMarked
package hourglass.request.publishes;

import org.jspecify.annotations.NullMarked;
