/// How the service is put together, and who may call what.
@NullMarked
package hourglass.request.config;

import org.jspecify.annotations.NullMarked;
