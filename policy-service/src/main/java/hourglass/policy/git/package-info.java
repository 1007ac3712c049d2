/// The policy repository in Git: a bare copy, fetched from the configured remote, read as path and bytes.
@NullMarked
package hourglass.policy.git;

import org.jspecify.annotations.NullMarked;
