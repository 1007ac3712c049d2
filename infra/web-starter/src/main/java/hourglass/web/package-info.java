/// What every service needs to speak HTTP: tokens checked, deny by default, problem details, strict JSON, trace
/// context.
@NullMarked
package hourglass.web;

import org.jspecify.annotations.NullMarked;
