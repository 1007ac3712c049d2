/// How access is given and taken on each kind of target.
@NullMarked
package hourglass.grant.targets;

import org.jspecify.annotations.NullMarked;
