/// The policy language: links a commit's documents into one immutable set, and decides asks by it (rules 1 to 21).
@NullMarked
package hourglass.policy.engine;

import org.jspecify.annotations.NullMarked;
