package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Access on a target, from intent to verified removal. One record per state; each has only the moves that are
/// legal from it. Every move takes the moment it happens at and does nothing else: no clock, no target, no database.
///
/// ```
/// ordered -> Provisioning -> Active -> Revoking -> Revoked
///                      \---------------^   \-> Overdue -> Revoked | Closed
/// ```
/// A grant that never became active ends as `Failed` instead of `Revoked`.
public sealed interface Grant {
    /// Removal that is not verified this long after it was due is overdue.
    Duration PATIENCE = Duration.ofSeconds(5);

    RequestId request();

    /// A grant that may have access on its target.
    sealed interface Unfinished extends Grant {
        Terms terms();

        @Override
        default RequestId request() {
            return terms().request();
        }
    }

    /// A grant whose access is wanted.
    sealed interface Live extends Unfinished {
        /// Ends it now, for any reason but its expiry.
        ///
        /// @param detail one sentence for people; it comes back if the grant fails
        Move<Revoking> end(Reason reason, String detail, Instant now);
    }

    /// A grant whose access has to go.
    sealed interface Leaving extends Unfinished {
        /// Since when removal is due.
        Instant dueAt();

        /// The target was read back and nothing of this grant is left that nobody else needs.
        Move<? extends Finished> gone(Removal removal, Instant now);
    }

    /// A grant at its end. Nothing follows.
    sealed interface Finished extends Grant {}

    /// Policy allowed it and it may begin: possible access starts here.
    static Move<Provisioning> start(Terms terms, Instant now) {
        return new Move<>(new Provisioning(terms, now), new GrantEvent.Started(terms));
    }

    /// It may not begin. The target was never touched.
    ///
    /// @param terms absent when the allowance is unreadable or the end came before the order
    static Move<Failed> fail(RequestId request, @Nullable Terms terms, Reason reason, String detail) {
        return new Move<>(
                new Failed(request, terms, reason, detail), new GrantEvent.Failed(terms, reason, null, null, detail));
    }

    record Provisioning(Terms terms, Instant startedAt) implements Live {
        /// The target was read back complete: active, unless its start's deadline has passed meanwhile.
        public Move<? extends Unfinished> complete(Instant now) {
            if (!now.isBefore(terms.startDeadline())) {
                return end(Reason.TOO_LATE, "The target was read back complete only at " + now + ".", now);
            }
            Activation activation = new Activation(now, terms.expiresAt(now));
            return new Move<>(
                    new Active(terms, startedAt, activation),
                    new GrantEvent.Activated(terms, startedAt, now, activation.expiresAt()));
        }

        @Override
        public Move<Revoking> end(Reason reason, String detail, Instant now) {
            return new Move<>(
                    new Revoking(terms, startedAt, null, reason, detail, now),
                    new GrantEvent.Ending(terms, reason, now));
        }
    }

    record Active(Terms terms, Instant startedAt, Activation activation) implements Live {
        /// Its time has come. Removal is due since `expiresAt`, however late this is noticed.
        public Move<Revoking> expire() {
            Instant expiresAt = activation.expiresAt();
            return new Move<>(
                    new Revoking(terms, startedAt, activation, Reason.EXPIRED, "", expiresAt),
                    new GrantEvent.Expired(terms, expiresAt));
        }

        @Override
        public Move<Revoking> end(Reason reason, String detail, Instant now) {
            return new Move<>(
                    new Revoking(terms, startedAt, activation, reason, detail, now),
                    new GrantEvent.Ending(terms, reason, now));
        }
    }

    /// Access has to go, and may still be there.
    ///
    /// @param activation absent when it never became active
    record Revoking(
            Terms terms,
            Instant startedAt,
            @Nullable Activation activation,
            Reason reason,
            String detail,
            Instant dueAt)
            implements Leaving {
        @Override
        public Move<? extends Finished> gone(Removal removal, Instant now) {
            if (activation == null) {
                return new Move<>(
                        new Failed(terms.request(), terms, reason, detail),
                        new GrantEvent.Failed(terms, reason, startedAt, now, detail));
            }
            return new Move<>(
                    new Revoked(terms, reason, activation, dueAt, now),
                    new GrantEvent.Revoked(terms, reason, startedAt, activation, dueAt, now, removal));
        }

        /// Removal takes too long.
        ///
        /// @param attempts failed ones so far
        /// @param error the target's last answer
        public Move<Overdue> late(int attempts, String error) {
            return new Move<>(new Overdue(this, null), new GrantEvent.RevocationOverdue(terms, dueAt, attempts, error));
        }
    }

    /// Removal takes too long; it is tried for ever all the same.
    ///
    /// @param closing the first operator's word that it be closed, absent until there is one
    record Overdue(Revoking revoking, @Nullable Closing closing) implements Leaving {
        @Override
        public Terms terms() {
            return revoking.terms();
        }

        @Override
        public Instant dueAt() {
            return revoking.dueAt();
        }

        @Override
        public Move<? extends Finished> gone(Removal removal, Instant now) {
            return revoking.gone(removal, now);
        }

        /// The first of two operators wants it closed.
        public Overdue propose(Closing first) {
            return new Overdue(revoking, first);
        }

        /// The second, different one agrees.
        public Move<Closed> close(Closing first, Closing second) {
            if (first.operator().equals(second.operator())) {
                throw new IllegalArgumentException("Closing a grant takes two different operators.");
            }
            List<String> operators = List.of(first.operator(), second.operator());
            String evidence = "%s: %s\n%s: %s"
                    .formatted(first.operator(), first.evidence(), second.operator(), second.evidence());
            return new Move<>(
                    new Closed(terms(), operators),
                    new GrantEvent.Closed(terms(), operators, evidence, List.copyOf(terms().entitlements())));
        }
    }

    record Revoked(Terms terms, Reason reason, Activation activation, Instant dueAt, Instant verifiedAt)
            implements Finished {
        @Override
        public RequestId request() {
            return terms.request();
        }
    }

    record Failed(RequestId request, @Nullable Terms terms, Reason reason, String detail) implements Finished {}

    record Closed(Terms terms, List<String> operators) implements Finished {
        @Override
        public RequestId request() {
            return terms.request();
        }
    }

    /// One operator's word, with what they have seen.
    record Closing(String operator, String evidence) {}
}
