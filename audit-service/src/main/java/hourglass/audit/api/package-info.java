/// HTTP in: answers, entries with their proofs, tiles, and the whole log as files.
@NullMarked
package hourglass.audit.api;

import org.jspecify.annotations.NullMarked;
