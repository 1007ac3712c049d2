/// The checker: proves or refutes exported log files and proofs, without the service. JDK classes only, no network.
@NullMarked
package hourglass.audit.verify;

import org.jspecify.annotations.NullMarked;
