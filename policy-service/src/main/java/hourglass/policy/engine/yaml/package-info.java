/// Policy files as trees with places: bounded reading of YAML 1.2, and the check of its structure.
@NullMarked
package hourglass.policy.engine.yaml;

import org.jspecify.annotations.NullMarked;
