package hourglass.policy.engine;

import java.util.List;

/// Who is asked or told, in policy's words (rule 11).
sealed interface Who {

    /// As the author wrote it.
    String text();

    /// A group's members or one person, known from the commit.
    ///
    /// @param people sorted
    record People(String text, List<String> people) implements Who {}

    /// The leads of the team that a fact of the requester names.
    record LeadOf(String text, String fact) implements Who {}

    /// The requester's manager.
    record ManagerOf(String text) implements Who {}

    /// The members of the resource's owner.
    record OwnerOf(String text) implements Who {}

    /// Who carries the pager for the service that a fact of the resource names.
    record OnCall(String text, String fact) implements Who {}
}
