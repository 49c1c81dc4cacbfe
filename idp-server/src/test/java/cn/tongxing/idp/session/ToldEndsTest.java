package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.EvidenceWithdrawn;
import cn.tongxing.idp.identity.PersonErased;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.identity.WayEnded.Way;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Sessions.Authenticated;
import cn.tongxing.idp.session.Sessions.EndReason;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;

/** What ends every session of a person, and who hears of an end: grants, approvals, departments. */
@IdentitySlice
@RecordApplicationEvents
@Clause({"N5", "C8", "PIPL 47"})
class ToldEndsTest {

  private static final RequestOrigin ORIGIN = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Sessions sessions;
  @Autowired private Enrolments enrolments;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private ApplicationEvents heard;
  @Autowired private TransactionTemplate transaction;

  /** What happens to an account. */
  enum Happening {
    SHUT_OUT(EndReason.PERSON_DISABLED),
    FROZEN(EndReason.FROZEN),
    PROVEN_ANEW(EndReason.PROVEN_ANEW),
    WITHDRAWN(EndReason.EVIDENCE_WITHDRAWN),
    ERASED(EndReason.PERSON_ERASED),
    TAKEN_OVER(EndReason.TAKEN_OVER);

    private final EndReason reason;

    Happening(EndReason reason) {
      this.reason = reason;
    }

    Object event(PersonId person) {
      return switch (this) {
        case SHUT_OUT -> new StandingChanged(person, StandingChanged.Cause.OPERATOR, ORIGIN);
        case FROZEN -> new StandingChanged(person, StandingChanged.Cause.FREEZE, ORIGIN);
        case PROVEN_ANEW -> new EarlierWaysEnded(person, ORIGIN);
        case WITHDRAWN -> new EvidenceWithdrawn(person, ORIGIN);
        case ERASED -> new PersonErased(person, List.of(person), ORIGIN);
        case TAKEN_OVER -> new AccountTakenOver(person, List.of(), List.of(), false, ORIGIN);
      };
    }
  }

  private PersonId enrolled() {
    var proof =
        ProofFixtures.proof()
            .by(Method.NAME_NUMBER_MATCH, "police", Factor.SMS)
            .document(ProofFixtures.resident(ProofFixtures.idNumber()))
            .name("林晓月")
            .phone(ProofFixtures.phone())
            .build();
    return ((Enrolment.Created) enrolments.enrol(proof, new SignInId(UUID.randomUUID()), ORIGIN))
        .person();
  }

  private SsoSession start(PersonId person, String method, Factor factor) {
    return sessions
        .start(
            new Authenticated(person, new SignInId(UUID.randomUUID()), method, Set.of(factor)),
            Optional.empty(),
            ORIGIN)
        .session();
  }

  private void publish(Object event) {
    transaction.executeWithoutResult(_ -> events.publishEvent(event));
  }

  @ParameterizedTest
  @EnumSource
  void allSessionsOfThePersonEndAndNobodyElses(Happening happening) {
    PersonId person = enrolled();
    List<SsoSession> all =
        List.of(start(person, "sms", Factor.SMS), start(person, "password", Factor.PASSWORD));
    SsoSession other = start(enrolled(), "sms", Factor.SMS);

    publish(happening.event(person));

    assertThat(all).noneMatch(each -> sessions.find(each.id()).isPresent());
    assertThat(sessions.find(other.id())).isPresent();
    assertThat(heard.stream(SessionEnded.class))
        .extracting(SessionEnded::session, SessionEnded::reason)
        .containsExactlyInAnyOrder(
            tuple(all.getFirst().id(), happening.reason),
            tuple(all.getLast().id(), happening.reason));
    assertThat(heard.stream(PersonSigningOut.class))
        .contains(new PersonSigningOut(person, happening.reason, ORIGIN));
    assertThat(heard.stream(PersonSignedOut.class))
        .contains(new PersonSignedOut(person, happening.reason, ORIGIN));
  }

  @Test
  void grantsHearWhichSessionsGoOnWithoutWhatEnded() {
    PersonId person = enrolled();
    SsoSession alone = start(person, "password", Factor.PASSWORD);
    SsoSession code = start(person, "sms", Factor.SMS);
    var ended = new WayEnded(person, Way.PASSWORD, false, Optional.empty(), ORIGIN);

    publish(ended);

    assertThat(sessions.find(alone.id())).isEmpty();
    assertThat(heard.stream(SessionsLowered.class))
        .containsExactly(new SessionsLowered(List.of(code.id()), ended));
  }

  /** There are grants of no session, which rest on what ended too. */
  @Test
  void whereAllSessionsEndedNoneIsNamed() {
    PersonId person = enrolled();
    start(person, "password", Factor.PASSWORD);
    var ended = new WayEnded(person, Way.PASSWORD, false, Optional.empty(), ORIGIN);

    publish(ended);

    assertThat(heard.stream(SessionsLowered.class))
        .containsExactly(new SessionsLowered(List.of(), ended));
  }
}
