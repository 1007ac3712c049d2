/// What the audit service knows: facts, access, gaps, answers. Free of frameworks.
@NullMarked
package hourglass.audit;

import org.jspecify.annotations.NullMarked;
