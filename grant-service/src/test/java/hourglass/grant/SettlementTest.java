package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Judging a reading: what is complete becomes active, what is gone is done, and access is exactly the union.
class SettlementTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private static Claim claim(Grant.Unfinished... grants) {
        return new Claim(UUID.randomUUID(), new Account("db", "alice"), 1, 1, 0, List.of(grants), Set.of("lasting"));
    }

    private static Reading reading(String... ours) {
        return new Reading(Set.of(ours), Map.of(), Set.of(), List.of(), 0, List.of(), null);
    }

    private static Grant.Provisioning provisioning(String... entitlements) {
        return new Grant.Provisioning(
                Samples.terms(NOW).entitlements(entitlements).build(), NOW);
    }

    private static Grant.Active active(String... entitlements) {
        return (Grant.Active) provisioning(entitlements).complete(NOW).to();
    }

    private static Grant.Revoking revoking(String... entitlements) {
        return active(entitlements).end(Reason.OWNER, "", NOW).to();
    }

    private static Settlement judge(Claim claim, Reading reading) {
        return Settlement.of(claim, claim.grants(), reading, NOW);
    }

    private static GrantEvent only(Settlement settlement) {
        assertThat(settlement.moves()).hasSize(1);
        return settlement.moves().getFirst().event();
    }

    @Test
    void wantsTheUnionOfWhatIsLiveAndNothingElse() {
        Claim claim = claim(provisioning("a", "b"), active("b", "c"), revoking("c", "d"));
        assertThat(claim.wanted().entitlements()).containsExactly("a", "b", "c");
    }

    @Test
    void whatAnotherGrantNeedsIsKeptForIt() {
        Grant.Active other = active("b", "c");
        GrantEvent event = only(judge(claim(revoking("a", "b"), other), reading("b", "c")));
        assertThat(event)
                .isInstanceOfSatisfying(
                        GrantEvent.Revoked.class,
                        revoked -> assertThat(revoked.removal().keptFor()).containsExactly(other.request()));
    }

    @Test
    void whatIsStillThereIsNotGone() {
        Settlement settlement = judge(claim(revoking("a", "b"), active("b")), reading("a", "b"));
        assertThat(settlement.moves()).isEmpty();
        assertThat(settlement.problem()).isEqualTo("Still there: a.");
    }

    @Test
    void aRemovalWhoseSessionsLiveIsNotVerified() {
        Reading sessionsLeft = new Reading(
                Set.of(), Map.of(), Set.of(), List.of(), 1, List.of(), "1 session(s) of 'alice' don't end.");
        Settlement settlement = judge(claim(revoking("a")), sessionsLeft);
        assertThat(settlement.moves()).isEmpty();
        assertThat(settlement.problem()).contains("session");
    }

    @Test
    void whatIsStuckHoldsUpOnlyTheGrantsThatNeedIt() {
        Reading stuck = new Reading(
                Set.of("b", "c"), Map.of(), Set.of(), List.of(), 1, List.of("'b' can't be taken away."), null);
        Grant.Revoking gone = revoking("a");
        Grant.Revoking left = revoking("a", "b");
        Settlement settlement = judge(claim(gone, left, provisioning("c")), stuck);
        assertThat(settlement.moves().stream().map(Move::event))
                .hasSize(2)
                .hasAtLeastOneElementOfType(GrantEvent.Revoked.class)
                .hasAtLeastOneElementOfType(GrantEvent.Activated.class);
        assertThat(settlement.moves().stream().map(Move::to).map(Grant::request))
                .contains(gone.request())
                .doesNotContain(left.request());
        assertThat(settlement.problem()).isEqualTo("'b' can't be taken away. Still there: b.");
    }

    @Test
    void foreignAccessToTheSameEntitlementIsReportedAndNotCalledGone() {
        Reading foreign = new Reading(
                Set.of(),
                Map.of(),
                Set.of(),
                List.of(
                        new Reading.Other("a", "a, granted by dba"),
                        new Reading.Other("lasting", "lasting, granted by dba"),
                        new Reading.Other("z", "z, granted by dba"),
                        new Reading.Other(null, "owns 1 object(s) in app")),
                0,
                List.of(),
                null);
        assertThat(only(judge(claim(revoking("a", "lasting")), foreign)))
                .isInstanceOfSatisfying(
                        GrantEvent.Revoked.class,
                        revoked -> assertThat(revoked.removal().remaining())
                                .containsExactly(
                                        "a, granted by dba",
                                        "lasting, granted by dba (standing)",
                                        "owns 1 object(s) in app"));
    }

    @Test
    void incompleteIsNotActive() {
        Settlement settlement = judge(claim(provisioning("a", "b")), reading("a"));
        assertThat(settlement.moves()).isEmpty();
        assertThat(settlement.problem()).isEqualTo("Not there yet: b.");
    }

    @Test
    void anObligationThatIsNotMetHoldsActivationBack() {
        Grant.Provisioning recorded = new Grant.Provisioning(
                Samples.terms(NOW)
                        .entitlements("a")
                        .obligation("record-session")
                        .build(),
                NOW);
        assertThat(judge(claim(recorded), reading("a")).moves()).isEmpty();
        Reading met = new Reading(Set.of("a"), Map.of(), Set.of("record-session"), List.of(), 0, List.of(), null);
        assertThat(only(judge(claim(recorded), met))).isInstanceOf(GrantEvent.Activated.class);
    }

    @Test
    void aGrantThatEndedWhileTheTargetWorkedIsNotActivated() {
        Grant.Provisioning seen = provisioning("a");
        Grant.Revoking now = seen.end(Reason.OWNER, "", NOW).to();
        Settlement settlement = Settlement.of(claim(seen), List.of(now), reading("a"), NOW);
        assertThat(settlement.moves()).isEmpty();
    }

    @Test
    void aGrantThatBeganToEndAfterTheClaimIsNotCalledGone() {
        Grant.Active seen = active("a");
        Grant.Revoking now = seen.expire().to();
        assertThat(Settlement.of(claim(seen), List.of(now), reading(), NOW).moves())
                .isEmpty();
    }

    @Test
    void aRefusalEndsOnlyTheGrantThatWantsIt() {
        Reading refused =
                new Reading(Set.of("a"), Map.of("b", "There is no role 'b'."), Set.of(), List.of(), 0, List.of(), null);
        Settlement settlement = judge(claim(provisioning("a"), provisioning("b")), refused);
        assertThat(settlement.moves().stream()
                        .map(Move::event)
                        .map(Object::getClass)
                        .map(Class::getSimpleName))
                .containsExactlyInAnyOrder("Activated", "Ending");
    }

    @Test
    void completeAtStartByIsTooLate() {
        Grant.Provisioning waiting = provisioning("a");
        assertThat(waiting.complete(waiting.terms().startBy()).to())
                .isInstanceOfSatisfying(
                        Grant.Revoking.class, late -> assertThat(late.reason()).isEqualTo(Reason.TOO_LATE));
    }

    @Test
    void completeOnceTheCalendarHasClosedIsTooLate() {
        Instant closing = NOW.plusSeconds(60);
        Grant.Provisioning waiting =
                new Grant.Provisioning(Samples.terms(NOW).notAfter(closing).build(), NOW);
        assertThat(waiting.complete(closing.minusNanos(1)).to()).isInstanceOf(Grant.Active.class);
        assertThat(waiting.complete(closing).to())
                .isInstanceOfSatisfying(
                        Grant.Revoking.class, late -> assertThat(late.reason()).isEqualTo(Reason.TOO_LATE));
    }

    @Test
    void theEndIsTheEarlierOfDurationAndCalendar() {
        Terms open = Samples.terms(NOW).granted(Duration.ofHours(2)).build();
        assertThat(open.expiresAt(NOW)).isEqualTo(NOW.plus(Duration.ofHours(2)));
        Terms closing = Samples.terms(NOW)
                .granted(Duration.ofHours(2))
                .notAfter(NOW.plusSeconds(600))
                .build();
        assertThat(closing.expiresAt(NOW)).isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void nobodyClosesAlone() {
        Grant.Overdue overdue = revoking("a").late(3, "refused").to();
        Grant.Closing word = new Grant.Closing("frank", "it burnt down");
        assertThatIllegalArgumentException().isThrownBy(() -> overdue.close(word, word));
    }
}
