/// What Hourglass costs and how fast it is, as ratios to limits measured in the same run.
@NullMarked
package hourglass.bench;

import org.jspecify.annotations.NullMarked;
