package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Single sign-on sessions of record, in PostgreSQL; the browser holds a random token whose hash is
 * stored. Idle after 15 minutes, over 12 hours after the last authentication (settings); each
 * authentication counts as long. Every change commits with its audit event. Safe for concurrent
 * use, on any node.
 */
public interface Sessions {

  /** Name of the session cookie: Secure, HttpOnly, SameSite=Lax, no Domain, Path=/. */
  String COOKIE = "__Host-tongxing-session";

  /**
   * The living session of a cookie; empty if unknown, idle, over, ended. One indexed read, no
   * write.
   */
  Optional<SsoSession> find(String cookieValue);

  /**
   * Somebody is at the kiosk where this session lives; it goes on from now. Nothing changes for a
   * session of another browser, and for one that is idle already.
   */
  void touched(String cookieValue);

  /** The living session of an id (for tokens and background work). */
  Optional<SsoSession> find(SessionId session);

  /**
   * Signs a browser in, in the caller's transaction. Always a new cookie value. If the browser's
   * previous session is of the same person, that session goes on under its id, with this
   * authentication beside those that it had; if of another person, it ends. Of more sessions than a
   * person may have, those end first in which no more was shown than now, and of these those that
   * were used the longest ago.
   */
  Started start(Authenticated authenticated, Optional<SsoSession> previous, RequestOrigin origin);

  /**
   * One more thing was shown in a session that lives: it goes on under a new cookie value, in the
   * caller's transaction or one of its own. Empty if it has ended or is idle: nothing begins.
   */
  Optional<Started> goOn(Authenticated authenticated, SsoSession session, RequestOrigin origin);

  /**
   * A sign-in that was begun beside a session ended with nothing more shown in it: the session
   * names it, and is the same in all else. In the caller's transaction; false if the session is
   * over.
   */
  boolean wentOn(SsoSession session, SignInId signIn);

  /**
   * The client takes part in the session from now on; also counts as activity. Caller's
   * transaction.
   *
   * @param lowered {@link SsoSession#lowered} of the reading that the grant was decided by
   * @throws SessionOver if the session has ended meanwhile, so that nothing outlives a logout; or
   *     if something that was shown in it has ceased to count since that reading
   */
  void join(SessionId session, int lowered, ClientId client, GrantId grant);

  /**
   * Ends a session, in one transaction with its audit event, the {@link SessionEnded} event
   * (published synchronously) and one queued back-channel logout for each participant that wants
   * one. Ending twice is ending once.
   */
  void end(SessionId session, EndReason reason, RequestOrigin origin);

  /**
   * Ends the session of a cookie, also one that is idle: applications may still be signed in by it.
   * Does nothing for a cookie that is none.
   */
  void leave(String cookieValue, RequestOrigin origin);

  /**
   * The ways that were gone in the session of a cookie, also one that is idle, over or ended: what
   * was begun elsewhere by them outlives it. Empty for a cookie that is none. One indexed read.
   */
  List<String> ways(String cookieValue);

  /**
   * The sessions of a person that have neither ended nor run out, the one used last first. Idle
   * ones are among them: applications may still be signed in by them. One indexed read.
   */
  List<OpenSession> open(PersonId person);

  /** Who took part in these sessions, ended or not, as long as that is kept. One indexed read. */
  Map<SessionId, List<ClientId>> participants(Collection<SessionId> sessions);

  /** Ends all {@link #open} sessions of the same person but this one, in one transaction. */
  void endOthers(SsoSession kept, RequestOrigin origin);

  /**
   * A session and who takes part in it, in the order of joining.
   *
   * @param browser where it lives: what {@link Authenticated} brought
   */
  record OpenSession(SsoSession session, List<ClientId> clients, byte[] browser) {
    public OpenSession {
      clients = List.copyOf(clients);
    }
  }

  /**
   * Ends every session of a person, each as {@link #end} does, all in one transaction; publishes
   * {@link PersonSignedOut} after the last.
   */
  void endAll(PersonId person, EndReason reason, RequestOrigin origin);

  /**
   * Queues one back-channel logout for each of these clients that wants one, of a session that is
   * kept no more: what began in it has gone on until now. In the caller's transaction.
   *
   * @param clients known to have taken part
   */
  void endForgotten(SessionId session, PersonId person, Set<ClientId> clients);

  /**
   * A sign-in that succeeded, or a step of one that goes on.
   *
   * @param at when it was shown; empty: now
   * @param before steps of the same sign-in that were shown before, each by a way of its own
   * @param passkey which one, where the last step is one
   * @param kiosk in a self-service machine: idle after {@link Kiosks.Kiosk#idle}; empty elsewhere
   * @param browser keyed hash of the browser's long-lived mark; empty where none is remembered, or
   *     to leave what the session has
   */
  record Authenticated(
      PersonId person,
      SignInId signIn,
      String method,
      Set<Factor> factors,
      Optional<Instant> at,
      List<Authentication> before,
      Optional<UUID> passkey,
      Optional<Duration> kiosk,
      byte[] browser) {

    private static final byte[] UNMARKED = {};

    public Authenticated {
      before = List.copyOf(before);
    }

    /** Nothing is remembered of the browser. */
    public Authenticated(
        PersonId person,
        SignInId signIn,
        String method,
        Set<Factor> factors,
        Optional<Instant> at,
        List<Authentication> before,
        Optional<UUID> passkey,
        Optional<Duration> kiosk) {
      this(person, signIn, method, factors, at, before, passkey, kiosk, UNMARKED);
    }

    /** The same in a browser with this mark. */
    public Authenticated in(Optional<byte[]> marked) {
      return new Authenticated(
          person, signIn, method, factors, at, before, passkey, kiosk, marked.orElse(UNMARKED));
    }

    /** In a browser of one's own. */
    public Authenticated(PersonId person, SignInId signIn, String method, Set<Factor> factors) {
      this(
          person,
          signIn,
          method,
          factors,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** A session and the cookie value that stands for it, known only here and in the browser. */
  record Started(SsoSession session, String cookieValue) {
    /** Without the cookie. */
    @Override
    public String toString() {
      return "Started[" + session.id() + "]";
    }
  }

  /** Why a session ended. */
  enum EndReason {
    LOGOUT,
    /** Nobody touched the kiosk for its time. */
    IDLE,
    /** The person ended it from another browser. */
    ELSEWHERE,
    /** The person says that it was not them. */
    NOT_ME,
    OTHER_PERSON,
    /**
     * The person signed in once more in a further browser; of those that rest on no more than that,
     * this one was used the longest ago.
     */
    TOO_MANY,
    /** An operator shut the person out. */
    PERSON_DISABLED,
    /** The account was frozen, at its owner's wish. */
    FROZEN,
    /** What opened the account before does so no more. */
    PROVEN_ANEW,
    /** Somebody with better evidence has the account now, or has it no more. */
    TAKEN_OVER,
    /** Evidence that the level rested on was withdrawn. */
    EVIDENCE_WITHDRAWN,
    /** The person is erased. */
    PERSON_ERASED,
    OPERATOR
  }
}
