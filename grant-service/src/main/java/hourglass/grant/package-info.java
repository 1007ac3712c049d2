/// Access on targets, from intent to verified removal: states, moves, and the use cases around them.
/// Nothing here knows of Spring, Avro, JDBC or JSON.
@NullMarked
package hourglass.grant;

import org.jspecify.annotations.NullMarked;
