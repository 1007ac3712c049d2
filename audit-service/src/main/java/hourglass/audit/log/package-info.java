/// The transparency log: RFC 6962 tree and proofs, C2SP notes, checkpoints and tiles, and the leaf. JDK classes only.
@NullMarked
package hourglass.audit.log;

import org.jspecify.annotations.NullMarked;
