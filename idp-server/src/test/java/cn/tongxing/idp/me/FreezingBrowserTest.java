package cn.tongxing.idp.me;

import static cn.tongxing.idp.me.MyAccountTest.mark;
import static cn.tongxing.idp.me.MyAccountTest.step;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever freezes their account comes back to that browser to thaw it, whatever strangers try. */
@Clause({"A14", "C8"})
class FreezingBrowserTest {

  private final RunningServer server = RunningServer.shared();
  private final KnownPlaces places = server.bean(KnownPlaces.class);
  private final PersonId person = server.person();
  private final byte[] browser =
      ByteBuffer.allocate(32).putLong(UUID.randomUUID().getLeastSignificantBits()).array();
  private final Sessions.Started session = server.signIn(person, "sms", browser);
  private final String cookie = sessionCookie(session.cookieValue());

  private void comesFrom(byte[] mark) {
    server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            places.remember(
                person,
                new Place(RequestOrigin.SERVER, mark),
                Optional.of(Locale.SIMPLIFIED_CHINESE),
                false));
  }

  private void freezes() {
    var page = server.get("/me/freeze", Map.of(), cookie);
    var answer =
        server.post("/me/freeze", Map.of("step", step(page, "/me/freeze")), cookie, mark(page));
    assertThat(location(answer)).isEqualTo("/me/frozen");
    assertThat(server.bean(Freezes.class).isFrozen(person)).isTrue();
  }

  @Test
  void theBrowserThatFreezesKeepsItsBudgets() {
    comesFrom(browser);

    freezes();

    assertThat(places.signedIn(person, browser)).isTrue();
  }

  /** It forgets all browsers, and is pressed in the owner's, just before. */
  @Test
  void soItDoesAfterSomebodyElsesSignInWasDisowned() {
    byte[] thief = new byte[32];
    comesFrom(browser);
    comesFrom(thief);
    Sessions.Started other = server.signIn(person, "sms", thief);
    server
        .bean(Audit.class)
        .record(
            AuditEvent.of(AuditEventType.SIGN_IN_COMPLETED, RequestOrigin.SERVER)
                .person(person)
                .session(other.session().id()));
    var history = server.get("/me/history", Map.of(), cookie);
    var sent =
        Map.of("step", step(history, "/me/not-me"), "session", other.session().id().toString());
    server.post("/me/not-me", sent, cookie, mark(history));
    assertThat(places.signedIn(person, browser)).isFalse();
    long told = told(NoticeKind.NEW_DEVICE);

    freezes();

    assertThat(places.signedIn(person, browser)).as("from where it was frozen").isTrue();
    assertThat(places.signedIn(person, thief)).as("from where the thief came").isFalse();
    assertThat(told(NoticeKind.NEW_DEVICE)).as("it is no new device").isEqualTo(told);
  }

  /** A machine that others use next is nobody's. */
  @Test
  void aMachineWithoutAMarkIsNotKept() {
    String machine = sessionCookie(server.signIn(person, "sms").cookieValue());
    var page = server.get("/me/freeze", Map.of(), machine);

    server.post("/me/freeze", Map.of("step", step(page, "/me/freeze")), machine, mark(page));

    assertThat(server.bean(Freezes.class).isFrozen(person)).isTrue();
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql("select count(*) from known_place where person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .isZero();
  }

  private long told(NoticeKind kind) {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from notice where person = ? and kind = ?")
        .params(person.value(), kind.name())
        .query(Long.class)
        .single();
  }
}
