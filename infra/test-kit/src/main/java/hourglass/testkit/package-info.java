/// Real parts for tests: one of each per JVM, started at first use and gone when the JVM is.
@NullMarked
package hourglass.testkit;

import org.jspecify.annotations.NullMarked;
