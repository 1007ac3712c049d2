/// The command line: one program `hourglass` for people and scripts.
///
/// It is thin: it reads the services' answers and prints them. What may be done and why not comes from `actions` and
/// `blocked` of each view, what a decision means from its reasons; nothing of that is worked out here. Every text that
/// came from elsewhere passes through [Text#visible] before it reaches a terminal.
@NullMarked
package hourglass.cli;

import org.jspecify.annotations.NullMarked;
