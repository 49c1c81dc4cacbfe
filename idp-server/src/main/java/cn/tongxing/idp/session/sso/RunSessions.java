package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.PersonSignedOut;
import cn.tongxing.idp.session.PersonSigningOut;
import cn.tongxing.idp.session.SessionEnded;
import cn.tongxing.idp.session.SessionOver;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.session.backchannel.LogoutOutbox;
import cn.tongxing.idp.session.store.SessionRows;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class RunSessions implements Sessions {

  private final SessionRows rows;
  private final LogoutOutbox outbox;
  private final SessionSettings settings;
  private final KeyedHash hashes;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final SecureRandom random;

  RunSessions(
      SessionRows rows,
      LogoutOutbox outbox,
      SessionSettings settings,
      KeyedHash hashes,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      SecureRandom random) {
    this.rows = rows;
    this.outbox = outbox;
    this.settings = settings;
    this.hashes = hashes;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Optional<SsoSession> find(String cookieValue) {
    return SessionCookie.parse(cookieValue)
        .flatMap(cookie -> rows.find(cookie.session()))
        .filter(stored -> hashes.matches(stored.tokenHash(), SessionCookie.PURPOSE, cookieValue))
        .filter(this::lives)
        .map(SessionRows.StoredSession::session)
        .map(this::counting);
  }

  @Override
  @Transactional
  public void leave(String cookieValue, RequestOrigin origin) {
    SessionCookie.parse(cookieValue)
        .flatMap(cookie -> rows.find(cookie.session()))
        .filter(stored -> hashes.matches(stored.tokenHash(), SessionCookie.PURPOSE, cookieValue))
        .ifPresent(stored -> end(stored.session().id(), EndReason.LOGOUT, origin));
  }

  @Override
  public List<String> ways(String cookieValue) {
    return SessionCookie.parse(cookieValue)
        .flatMap(cookie -> rows.find(cookie.session()))
        .filter(stored -> hashes.matches(stored.tokenHash(), SessionCookie.PURPOSE, cookieValue))
        .map(stored -> stored.session().authentications().methods())
        .orElse(List.of());
  }

  @Override
  public void touched(String cookieValue) {
    find(cookieValue).ifPresent(session -> rows.touched(session.id(), now()));
  }

  @Override
  public Optional<SsoSession> find(SessionId session) {
    return rows.find(session)
        .filter(this::lives)
        .map(SessionRows.StoredSession::session)
        .map(this::counting);
  }

  @Override
  @Transactional
  public Started start(
      Authenticated authenticated, Optional<SsoSession> previous, RequestOrigin origin) {
    Instant now = now();
    Optional<Started> goneOn = previous.flatMap(old -> goOn(old, authenticated, now, origin));
    if (goneOn.isPresent()) {
      return goneOn.get();
    }
    SessionId id = new SessionId(TimeOrderedId.at(now, random));
    SsoSession session = session(id, now, List.of(), Authentications.NONE, authenticated, now, 0);
    SessionCookie cookie = SessionCookie.fresh(id, random);
    byte[] hash = hashes.of(SessionCookie.PURPOSE, cookie.value());
    Map<SessionId, EndReason> making = new HashMap<>();
    rows.insert(
            session, hash, authenticated, settings.maxPerPerson() - 1, now.minus(settings.idle()))
        .forEach(surplus -> making.put(surplus, EndReason.TOO_MANY));
    previous
        .filter(old -> !old.person().equals(authenticated.person()))
        .ifPresent(old -> making.put(old.id(), EndReason.OTHER_PERSON));
    making.entrySet().stream()
        .sorted(Comparator.comparing(each -> each.getKey().value())) // the order of locks
        .forEach(each -> end(each.getKey(), each.getValue(), origin));
    recordStart(session, "new", origin);
    return new Started(session, cookie.value());
  }

  @Override
  @Transactional
  public boolean wentOn(SsoSession session, SignInId signIn) {
    return rows.wentOn(session.id(), signIn, now());
  }

  @Override
  @Transactional
  public void join(SessionId session, int lowered, ClientId client, GrantId grant) {
    if (!rows.join(session, lowered, client, grant, now())) {
      throw new SessionOver(session);
    }
  }

  @Override
  @Transactional
  public void end(SessionId session, EndReason reason, RequestOrigin origin) {
    Instant now = now();
    Optional<PersonId> ended = rows.end(session, reason, now);
    if (ended.isEmpty()) {
      return;
    }
    audit.record(
        AuditEvent.of(AuditEventType.SESSION_ENDED, origin)
            .person(ended.get())
            .session(session)
            .detail("reason", reason.name()));
    outbox.queue(session, ended.get(), rows.clients(session), now);
    events.publishEvent(new SessionEnded(session, ended.get(), reason, origin));
  }

  @Override
  public List<OpenSession> open(PersonId person) {
    return rows.open(person, clock.instant()).stream()
        .map(each -> new OpenSession(counting(each.session()), each.clients(), each.browser()))
        .toList();
  }

  @Override
  public Map<SessionId, List<ClientId>> participants(Collection<SessionId> sessions) {
    return sessions.isEmpty() ? Map.of() : rows.participants(sessions);
  }

  @Override
  @Transactional
  public void endOthers(SsoSession kept, RequestOrigin origin) {
    open(kept.person()).stream()
        .map(each -> each.session().id())
        .filter(id -> !id.equals(kept.id()))
        .sorted(Comparator.comparing(SessionId::value)) // two at once lock in one order
        .forEach(id -> end(id, EndReason.ELSEWHERE, origin));
  }

  @Override
  @Transactional
  public void endAll(PersonId person, EndReason reason, RequestOrigin origin) {
    events.publishEvent(new PersonSigningOut(person, reason, origin));
    rows.of(person).forEach(session -> end(session, reason, origin));
    events.publishEvent(new PersonSignedOut(person, reason, origin));
  }

  @Override
  @Transactional
  public void endForgotten(SessionId session, PersonId person, Set<ClientId> clients) {
    outbox.queue(session, person, List.copyOf(clients), now());
  }

  @Override
  @Transactional
  public Optional<Started> goOn(
      Authenticated authenticated, SsoSession session, RequestOrigin origin) {
    return goOn(session, authenticated, now(), origin);
  }

  /** The same person in the same browser: the session goes on, its cookie does not. */
  private Optional<Started> goOn(
      SsoSession old, Authenticated authenticated, Instant now, RequestOrigin origin) {
    if (!old.person().equals(authenticated.person())) {
      return Optional.empty();
    }
    // locked: of two sign-ins at once neither loses what the other has shown
    Optional<SsoSession> held =
        rows.lock(old.id()).filter(it -> !counted(it).isEmpty()).map(this::counting);
    if (held.isEmpty()) {
      return Optional.empty();
    }
    SsoSession next =
        session(
            old.id(),
            old.startedAt(),
            held.get().signIns(),
            held.get().authentications(),
            authenticated,
            now,
            held.get().lowered());
    SessionCookie cookie = SessionCookie.fresh(old.id(), random);
    byte[] hash = hashes.of(SessionCookie.PURPOSE, cookie.value());
    if (!rows.renew(next, hash, authenticated.browser(), now.minus(settings.idle()))) {
      return Optional.empty();
    }
    recordStart(next, "again", origin);
    return Optional.of(new Started(next, cookie.value()));
  }

  private SsoSession session(
      SessionId id,
      Instant startedAt,
      List<SignInId> signIns,
      Authentications before,
      Authenticated authenticated,
      Instant now,
      int lowered) {
    Authentications shown = before;
    for (Authentication step : authenticated.before()) {
      shown = shown.and(step);
    }
    shown =
        shown.and(
            new Authentication(
                authenticated.signIn(),
                authenticated.method(),
                authenticated.factors(),
                authenticated.at().map(it -> it.truncatedTo(ChronoUnit.MICROS)).orElse(now),
                authenticated.passkey()));
    return new SsoSession(
        id,
        authenticated.person(),
        startedAt,
        SsoSession.with(authenticated.signIn(), signIns),
        shown,
        now,
        over(shown, now),
        lowered);
  }

  /**
   * When nothing that was shown counts any more: it may have been shown before the sign-in ended.
   */
  private Instant over(Authentications shown, Instant now) {
    Instant latest = shown.latest().at();
    return (latest.isBefore(now) ? latest : now).plus(settings.absolute());
  }

  private void recordStart(SsoSession session, String kind, RequestOrigin origin) {
    audit.record(
        AuditEvent.of(AuditEventType.SESSION_STARTED, origin)
            .person(session.person())
            .session(session.id())
            .signIn(session.signIn())
            .detail("method", session.method())
            .detail("assurance", session.authentications().assurance().name())
            .detail("kind", kind));
  }

  /** An authentication counts as long as a session that began with it would live at most. */
  private SsoSession counting(SsoSession session) {
    Authentications counting = counted(session);
    return counting.isEmpty() || counting.equals(session.authentications())
        ? session
        : new SsoSession(
            session.id(),
            session.person(),
            session.startedAt(),
            session.signIns(),
            counting,
            session.lastSeenAt(),
            session.expiresAt(),
            session.lowered());
  }

  private Authentications counted(SsoSession session) {
    return session.authentications().since(clock.instant().minus(settings.absolute()));
  }

  private boolean lives(SessionRows.StoredSession stored) {
    Instant now = clock.instant();
    SsoSession session = stored.session();
    return !stored.ended()
        && !counted(session).isEmpty()
        && now.isBefore(session.expiresAt())
        && now.isBefore(session.lastSeenAt().plus(stored.kiosk().orElse(settings.idle())));
  }

  /** As precise as the columns, so that what is answered now equals what is read later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
