package hourglass.grant;

/// Reads policy's signed word. Whether it comes in time is not judged here: its terms say until when it is good.
public interface Allowances {
    Verdict read(String allowance);

    sealed interface Verdict {
        /// Signed by policy-service, for this service.
        record Good(Terms terms) implements Verdict {}

        /// Not to be believed.
        ///
        /// @param why one sentence
        record Bad(String why) implements Verdict {}
    }
}
