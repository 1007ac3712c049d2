/// Child processes that can't outlive the program that started them.
@NullMarked
package hourglass.local.process;

import org.jspecify.annotations.NullMarked;
