package hourglass.local.stack;

import hourglass.local.parts.Checkout;
import hourglass.local.parts.Jvm;
import java.nio.file.Path;

/// What a stack is made of.
///
/// @param anyPorts whether it takes ports that nobody uses instead of the usual ones
/// @param policies folder with the policies that the repository starts with
/// @param jvm how its JVMs are run
public record StackOptions(boolean anyPorts, Path policies, Jvm jvm) {
    /// The local start: usual ports, the example policies.
    public static StackOptions local() {
        return new StackOptions(false, Checkout.root().resolve("infra/policies/hansepay"), Jvm.QUICK_START);
    }

    /// For tests: as the local start but on ports that nobody uses.
    public static StackOptions forTests() {
        return new StackOptions(true, local().policies, Jvm.QUICK_START);
    }

    /// Starts with other policies. What a repository has already, stays.
    public StackOptions withPolicies(Path folder) {
        return new StackOptions(anyPorts, folder, jvm);
    }

    /// Runs the JVMs otherwise.
    public StackOptions withJvm(Jvm other) {
        return new StackOptions(anyPorts, policies, other);
    }
}
