package cn.tongxing.idp.testing.identity;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Sessions;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions in which an application takes part that is told of their end, in the back channel. */
public final class TakingPart {

  private static final URI NOWHERE = URI.create("https://10.0.0.1/x");

  private final Sessions sessions;
  private final RegisteredClients clients;
  private final JdbcClient jdbc;

  public TakingPart(Sessions sessions, RegisteredClients clients, JdbcClient jdbc) {
    this.sessions = sessions;
    this.clients = clients;
    this.jdbc = jdbc;
  }

  /** A session of the person, and the application in it. */
  public record Session(SessionId id, ClientId client) {}

  /** Where nobody hears of it. */
  public Session of(PersonId person) {
    return of(person, "app-" + UUID.randomUUID(), NOWHERE);
  }

  /** By a code to the phone; the application has two grants in it. */
  public Session of(PersonId person, String app, URI receiver) {
    ClientId client = clients.add(app, Optional.of(receiver));
    SessionId session =
        sessions
            .start(
                new Sessions.Authenticated(
                    person, new SignInId(UUID.randomUUID()), "sms", Set.of(Factor.SMS)),
                Optional.empty(),
                new RequestOrigin("203.0.113.7", "test"))
            .session()
            .id();
    sessions.join(session, 0, client, new GrantId(UUID.randomUUID()));
    sessions.join(session, 0, client, new GrantId(UUID.randomUUID()));
    return new Session(session, client);
  }

  /** How many are to be told, or were, that it has ended. */
  public int told(SessionId session) {
    return told(session, "true");
  }

  /**
   * The same of those deliveries.
   *
   * @param condition on {@code logout_delivery}
   */
  public int told(SessionId session, String condition) {
    return jdbc.sql("SELECT count(*) FROM logout_delivery WHERE session = ? AND " + condition)
        .param(session.value())
        .query(Integer.class)
        .single();
  }
}
