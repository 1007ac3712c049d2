/// The local identity provider: people from a file sign in by a click, and get real tokens for it.
///
/// Everything a token says is true of that sign-in (when it was, with what), so that services can be tried with the
/// checks they would make of any other provider. It listens on loopback addresses only.
@NullMarked
package hourglass.identity;

import org.jspecify.annotations.NullMarked;
