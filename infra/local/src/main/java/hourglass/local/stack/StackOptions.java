package hourglass.local.stack;

import hourglass.local.parts.Checkout;
import hourglass.local.parts.Jvm;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a stack is made of.
///
/// @param anyPorts whether it takes ports that nobody uses instead of the usual ones
/// @param policies folder with the policies that the repository starts with
/// @param jvm how its JVMs are run
/// @param settings Spring properties of single services, over those that the stack gives them
public record StackOptions(boolean anyPorts, Path policies, Jvm jvm, Map<Member, Map<String, String>> settings) {
    /// Copies the settings.
    public StackOptions {
        settings = Map.copyOf(settings);
    }

    /// The local start: usual ports, the example policies.
    public static StackOptions local() {
        return new StackOptions(false, Checkout.root().resolve("infra/policies/hansepay"), Jvm.QUICK_START, Map.of());
    }

    /// For tests: as the local start but on ports that nobody uses.
    public static StackOptions forTests() {
        return new StackOptions(true, local().policies, Jvm.QUICK_START, Map.of());
    }

    /// Starts with other policies. What a repository has already, stays.
    public StackOptions withPolicies(Path folder) {
        return new StackOptions(anyPorts, folder, jvm, settings);
    }

    /// Runs the JVMs otherwise.
    public StackOptions withJvm(Jvm other) {
        return new StackOptions(anyPorts, policies, other, settings);
    }

    /// Gives one service a property, over what the stack would give it.
    ///
    /// @param service one of the four, or IDENTITY
    /// @param property such as `hourglass.identity.people`
    public StackOptions withSetting(Member service, String property, String value) {
        Map<Member, Map<String, String>> changed = new EnumMap<>(Member.class);
        changed.putAll(settings);
        Map<String, String> ofService = new LinkedHashMap<>(settings.getOrDefault(service, Map.of()));
        ofService.put(property, value);
        changed.put(service, Map.copyOf(ofService));
        return new StackOptions(anyPorts, policies, jvm, changed);
    }
}
