/// Settings, and who may call what.
@NullMarked
package hourglass.grant.config;

import org.jspecify.annotations.NullMarked;
