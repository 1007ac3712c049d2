/// What time alone makes due, looked for again and again.
@NullMarked
package hourglass.request.sweeps;

import org.jspecify.annotations.NullMarked;
