/// The rules of the code's shape that every service runs in its own tests.
@NullMarked
package hourglass.architecture;

import org.jspecify.annotations.NullMarked;
