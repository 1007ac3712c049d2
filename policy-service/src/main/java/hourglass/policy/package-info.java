/// What policy-service is about, without any framework: an ask, the set of policies, and the decision between them.
///
/// `decide(policy set, ask) -> decision` is one pure function ([PolicySet#decide]); the leaf `engine` is its
/// implementation.
@NullMarked
package hourglass.policy;

import org.jspecify.annotations.NullMarked;
