/// The commands of policy authors: lint, and suites with their coverage. Free of Spring and Avro, for the command line.
@NullMarked
package hourglass.policy.workbench;

import org.jspecify.annotations.NullMarked;
