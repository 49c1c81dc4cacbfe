package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.identity.WayEnded.Way;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Sessions.Authenticated;
import cn.tongxing.idp.session.Sessions.EndReason;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What ends with a way to the account, with a visit to a machine, and what is done meanwhile. */
@IdentitySlice
@Clause({"N8", "L1"})
class EndedWaysTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Sessions sessions;
  @Autowired private InSession inSession;
  @Autowired private Kiosks kiosks;
  @Autowired private Enrolments enrolments;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private TransactionTemplate transaction;
  @Autowired private List<Job> jobs;
  @Autowired private MovableClock clock;
  @Autowired private JdbcClient jdbc;

  private final PersonId person = new PersonId(UUID.randomUUID());
  private final SignInId signIn = new SignInId(UUID.randomUUID());

  private SsoSession start(PersonId who, SignInId by, String method, Factor factor) {
    return sessions
        .start(new Authenticated(who, by, method, Set.of(factor)), Optional.empty(), BROWSER)
        .session();
  }

  private SsoSession byPassword(PersonId who) {
    return start(who, new SignInId(UUID.randomUUID()), "password", Factor.PASSWORD);
  }

  private SsoSession withCode(SsoSession session) {
    var code =
        new Authenticated(
            session.person(), new SignInId(UUID.randomUUID()), "sms", Set.of(Factor.SMS));
    return sessions.goOn(code, session, BROWSER).orElseThrow().session();
  }

  private void passwordEnds(boolean another, Optional<SignInId> by) {
    transaction.executeWithoutResult(
        _ -> events.publishEvent(new WayEnded(person, Way.PASSWORD, another, by, BROWSER)));
  }

  private Optional<SsoSession> now(SsoSession session) {
    return sessions.find(session.id());
  }

  private Optional<String> reason(SessionId session) {
    return jdbc.sql("select end_reason from sso_session where id = ? and ended_at is not null")
        .param(session.value())
        .query(String.class)
        .optional();
  }

  @Test
  void whatRestsOnItAloneEndsAndTheOthersGoOnWithWhatIsLeft() {
    SsoSession alone = byPassword(person);
    SsoSession both = withCode(byPassword(person));
    SsoSession code = start(person, new SignInId(UUID.randomUUID()), "sms", Factor.SMS);
    SsoSession others = byPassword(new PersonId(UUID.randomUUID()));

    passwordEnds(false, Optional.empty());

    assertThat(reason(alone.id()))
        .hasValueSatisfying(
            it -> assertThat(it).isEqualToIgnoringCase(EndReason.PROVEN_ANEW.name()));
    assertThat(now(both).orElseThrow().factors()).containsExactly(Factor.SMS);
    assertThat(now(both).orElseThrow().lowered()).isEqualTo(both.lowered() + 1);
    assertThat(now(code)).contains(code);
    assertThat(now(others)).contains(others);
    assertThatThrownBy(() ->
            sessions.join(
                both.id(), both.lowered(), new ClientId("any"), new GrantId(UUID.randomUUID())))
        .as("nobody joins by what was read before")
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void theOneInWhichItsOwnerDidItGoesOnWithNothingLeft() {
    SsoSession here = start(person, signIn, "password", Factor.PASSWORD);

    passwordEnds(false, Optional.of(signIn));

    SsoSession left = now(here).orElseThrow();
    assertThat(left.factors()).isEmpty();
    assertThat(left.authentications().standing().isEmpty()).isTrue();
    assertThat(left.lowered()).isEqualTo(1);
  }

  @Test
  void whereAnotherTookItsPlaceNothingIsTakenFromTheOwnersSession() {
    SsoSession here = start(person, signIn, "password", Factor.PASSWORD);
    SsoSession there = byPassword(person);

    passwordEnds(true, Optional.of(signIn));

    assertThat(now(here)).contains(here);
    assertThat(now(there)).isEmpty();
  }

  private SsoSession atMachine(long idleSeconds) {
    return sessions
        .start(
            new Authenticated(
                person,
                new SignInId(UUID.randomUUID()),
                "sms",
                Set.of(Factor.SMS),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(idleSeconds))),
            Optional.empty(),
            BROWSER)
        .session();
  }

  @Test
  void aVisitThatWasLeftEndsAndNoOther() {
    SsoSession left = atMachine(30);
    SsoSession touched = atMachine(60);
    SsoSession own = byPassword(person);
    Job visits =
        jobs.stream().filter(job -> job.name().equals("end-visits")).findFirst().orElseThrow();
    assertThat(visits.every()).isLessThanOrEqualTo(Duration.ofSeconds(10));

    clock.pass(Duration.ofSeconds(29));
    visits.run();
    assertThat(reason(left.id())).isEmpty();
    clock.pass(Duration.ofSeconds(2));
    visits.run();

    assertThat(reason(left.id()))
        .hasValueSatisfying(it -> assertThat(it).isEqualToIgnoringCase(EndReason.IDLE.name()));
    assertThat(reason(touched.id())).isEmpty();
    assertThat(reason(own.id())).isEmpty();
  }

  private PersonId enrolled() {
    var proof =
        ProofFixtures.proof()
            .by(Method.NAME_NUMBER_MATCH, "police", Factor.SMS)
            .document(ProofFixtures.resident(ProofFixtures.idNumber()))
            .name("林晓月")
            .phone(ProofFixtures.phone())
            .build();
    return ((Enrolment.Created) enrolments.enrol(proof, signIn, BROWSER)).person();
  }

  @Test
  void whatAPageDoesIsDoneInALivingSessionOnlyAndUndoneWhereItMayNotStay() {
    PersonId real = enrolled();
    SsoSession session = byPassword(real);
    assertThat(
            inSession.does(
                session,
                () -> {
                  kiosks.add("kept " + mark());
                }))
        .isTrue();
    assertThat(inSession.does(session, () -> {}, () -> kiosks.add("undone " + mark()), _ -> false))
        .as("its outcome is told")
        .isPresent();
    assertThat(machines()).contains("kept " + mark()).doesNotContain("undone " + mark());

    sessions.end(session.id(), EndReason.LOGOUT, BROWSER);

    assertThat(inSession.goesOn(session)).isFalse();
    assertThat(
            inSession.does(
                session,
                () -> {
                  kiosks.add("too late " + mark());
                }))
        .isFalse();
    assertThat(machines()).doesNotContain("too late " + mark());
  }

  @Test
  void whatCountsNoMoreSinceItWasReadLetsNothingThrough() {
    SsoSession read = withCode(byPassword(person));
    assertThat(inSession.goesOn(read)).isTrue();

    passwordEnds(false, Optional.empty());

    assertThat(inSession.goesOn(read)).isFalse();
    assertThat(inSession.goesOn(now(read).orElseThrow())).isTrue();
    SsoSession foreign =
        new SsoSession(
            read.id(),
            new PersonId(UUID.randomUUID()),
            read.startedAt(),
            read.signIns(),
            now(read).orElseThrow().authentications(),
            read.lastSeenAt(),
            read.expiresAt(),
            read.lowered());
    assertThat(inSession.goesOn(foreign)).as("another person's").isFalse();
  }

  private String mark() {
    return signIn.value().toString().substring(0, 8);
  }

  private List<String> machines() {
    return kiosks.registered().stream().map(Kiosks.Registered::name).toList();
  }
}
