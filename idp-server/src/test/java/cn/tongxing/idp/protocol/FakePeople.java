package cn.tongxing.idp.protocol;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.HolderId;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.SessionEnded;
import cn.tongxing.idp.session.SessionOver;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;

/** Persons and their sessions, in memory: what a test of the protocol says is so. */
public final class FakePeople implements Sessions, Profiles, PairwiseSubjects {

  private final InstantSource clock;
  private final ApplicationEventPublisher events;
  private final SecureRandom random = new SecureRandom();
  private final Map<PersonId, PersonProfile> profiles = new ConcurrentHashMap<>();
  private final Map<String, SsoSession> sessions = new ConcurrentHashMap<>();

  public FakePeople(InstantSource clock, ApplicationEventPublisher events) {
    this.clock = clock;
    this.events = events;
  }

  @Override
  public String subject(Client client, HolderId holder) {
    return "sub-of-" + holder + "-at-" + client.tokens().sector();
  }

  /** A person of level P3, with a name and a phone. */
  public PersonId person() {
    var person = new PersonId(id());
    level(person, IdentityAssurance.P3);
    return person;
  }

  public void level(PersonId person, IdentityAssurance level) {
    profiles.put(
        person,
        new PersonProfile(
            person,
            PersonName.parse("李明"),
            Optional.empty(),
            List.of(),
            PhoneNumber.parse("13800138000"),
            Optional.empty(),
            level,
            List.of(),
            Instant.parse("2026-11-01T00:00:00Z"),
            Optional.empty()));
  }

  public void disable(PersonId person) {
    profiles.remove(person);
  }

  /** Signs in by the police's data and an SMS code. */
  public Started signIn(PersonId person) {
    return start(
        new Authenticated(
            person, new SignInId(id()), "police", Set.of(Factor.SMS, Factor.PASSWORD)),
        Optional.empty(),
        RequestOrigin.SERVER);
  }

  @Override
  public Optional<Started> goOn(
      Authenticated authenticated, SsoSession session, RequestOrigin origin) {
    return find(session.id()).map(living -> start(authenticated, Optional.of(living), origin));
  }

  @Override
  public boolean wentOn(SsoSession session, SignInId signIn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Started start(
      Authenticated authenticated, Optional<SsoSession> previous, RequestOrigin origin) {
    Instant now = clock.instant();
    var session =
        new SsoSession(
            previous
                .filter(old -> old.person().equals(authenticated.person()))
                .map(SsoSession::id)
                .orElseGet(() -> new SessionId(id())),
            authenticated.person(),
            now,
            List.of(authenticated.signIn()),
            Authentications.of(
                new Authentication(
                    authenticated.signIn(), authenticated.method(), authenticated.factors(), now)),
            now,
            now.plus(Duration.ofHours(12)),
            0);
    String cookie = "cookie-" + UUID.randomUUID();
    sessions.put(cookie, session);
    return new Started(session, cookie);
  }

  @Override
  public void touched(String cookieValue) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<SsoSession> find(String cookieValue) {
    return Optional.ofNullable(sessions.get(cookieValue));
  }

  @Override
  public Optional<SsoSession> find(SessionId session) {
    return sessions.values().stream().filter(each -> each.id().equals(session)).findFirst();
  }

  @Override
  public void join(SessionId session, int lowered, ClientId client, GrantId grant) {
    if (find(session).isEmpty()) {
      throw new SessionOver(session);
    }
  }

  @Override
  public List<String> ways(String cookieValue) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void leave(String cookieValue, RequestOrigin origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void end(SessionId session, EndReason reason, RequestOrigin origin) {
    Optional<SsoSession> ended = find(session);
    sessions.values().removeIf(each -> each.id().equals(session));
    ended.ifPresent(
        each -> events.publishEvent(new SessionEnded(session, each.person(), reason, origin)));
  }

  @Override
  public List<OpenSession> open(PersonId person) {
    return sessions.values().stream()
        .filter(each -> each.person().equals(person))
        .map(each -> new OpenSession(each, List.of(), new byte[0]))
        .toList();
  }

  @Override
  public Map<SessionId, List<ClientId>> participants(Collection<SessionId> sessions) {
    return Map.of();
  }

  @Override
  public void endOthers(SsoSession kept, RequestOrigin origin) {
    open(kept.person()).stream()
        .map(each -> each.session().id())
        .filter(id -> !id.equals(kept.id()))
        .forEach(id -> end(id, EndReason.ELSEWHERE, origin));
  }

  @Override
  public void endAll(PersonId person, EndReason reason, RequestOrigin origin) {
    sessions.values().stream()
        .filter(each -> each.person().equals(person))
        .toList()
        .forEach(each -> end(each.id(), reason, origin));
  }

  @Override
  public void endForgotten(SessionId session, PersonId person, Set<ClientId> clients) {}

  @Override
  public Optional<PersonProfile> find(PersonId person, Set<PersonProfile.Part> parts) {
    return Optional.ofNullable(profiles.get(person));
  }

  private UUID id() {
    return TimeOrderedId.at(clock.instant(), random);
  }
}
