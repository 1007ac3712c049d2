/// The first day of the example company: real requests of its people, so that the first look at lists and log isn't
/// at empty pages.
@NullMarked
package hourglass.local.samples;

import org.jspecify.annotations.NullMarked;
