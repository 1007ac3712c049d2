/// Settings, who may call what, and how the parts are put together.
@NullMarked
package hourglass.policy.config;

import org.jspecify.annotations.NullMarked;
