/// Settings, and who may call what.
@NullMarked
package hourglass.audit.config;

import org.jspecify.annotations.NullMarked;
