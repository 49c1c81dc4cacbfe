package cn.tongxing.idp.me;

import static cn.tongxing.idp.me.MyAccountTest.mark;
import static cn.tongxing.idp.me.MyAccountTest.step;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.DeviceNames;
import cn.tongxing.idp.identity.Erasures;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.OwnName;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.store.PersonKeyRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A browser's own name: given at the account's page, kept as long as the browser comes back. */
@Clause({"issue 5 item 41", "N8"})
class DeviceNamesTest {

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final PersonId person = server.person();
  private final byte[] browser = aBrowser();
  private final Sessions.Started session = server.signIn(person, "police", browser);
  private final String cookie = sessionCookie(session.cookieValue());

  private static byte[] aBrowser() {
    return ByteBuffer.allocate(32)
        .putLong(UUID.randomUUID().getLeastSignificantBits())
        .putLong(UUID.randomUUID().getMostSignificantBits())
        .array();
  }

  private static String path(Sessions.Started started) {
    return "/me/sessions/" + started.session().id() + "/name";
  }

  /** Names the browser of a session from the one of this test. */
  private HttpResponse<String> name(Sessions.Started started, String label) {
    var page = server.get(path(started), Map.of(), cookie);
    return server.post(
        path(started), Map.of("step", step(page, ""), "label", label), cookie, mark(page));
  }

  private String account() {
    return server.get("/me", Map.of(), cookie).body();
  }

  @Test
  void aDeviceIsCalledByTheNameThatItsPersonGivesIt() {
    Sessions.Started other = server.signIn(person, "sms", aBrowser());
    var ask = server.get(path(other), Map.of(), cookie);
    assertThat(ask.body()).contains("改名", "未知设备").doesNotContain("value=\"未知设备\"");

    var done = name(other, "  奶奶的\u202e<b>\u0007\u0085平板 ");

    assertThat(location(done)).startsWith("/me?done=device-renamed");
    assertThat(account()).contains("<h3>奶奶的&lt;b&gt;平板</h3>");
    name(session, "我的电脑");
    assertThat(account()).contains("本设备", "<dd>我的电脑</dd>");
    name(session, "新电脑");
    assertThat(account()).contains("<dd>新电脑</dd>").doesNotContain("我的电脑");
    assertThat(
            jdbc.sql(
                    "select session || ' ' || sign_in || details::text from audit_event"
                        + " where person = ? and type = 'device.renamed'")
                .param(person.value())
                .query(String.class)
                .list())
        .hasSize(3)
        .allMatch(event ->
            event.startsWith(session.session().id() + " " + session.session().signIn())
                && !event.contains("电脑"));
  }

  /** A session that is over has forgotten where it was. */
  @Test
  void theHistoryCallsTheBrowserOfASessionThatLivesByItsName() {
    Sessions.Started other = server.signIn(person, "sms", aBrowser());
    for (Sessions.Started each : List.of(session, other)) {
      server
          .bean(Audit.class)
          .record(
              AuditEvent.of(
                      AuditEventType.SIGN_IN_COMPLETED,
                      new RequestOrigin("198.51.100.9", "Mozilla/5.0 (iPhone) Safari"))
                  .person(person)
                  .session(each.session().id())
                  .detail("way", "sms"));
    }
    name(other, "奶奶的<b>平板");

    assertThat(history()).containsOnlyOnce("奶奶的&lt;b&gt;平板").contains("iPhone · Safari");

    server.bean(Sessions.class).end(other.session().id(), Sessions.EndReason.LOGOUT, here());
    assertThat(history()).doesNotContain("奶奶").contains("iPhone · Safari");
  }

  private String history() {
    return server.get("/me/history", Map.of(), cookie).body();
  }

  @Test
  void anEmptyNameIsNoneAndALongOneEndsBetweenCharacters() {
    var blank = name(session, " \u200b\u2028 ");
    assertThat(location(blank)).contains("wrong=empty");
    assertThat(jdbcNames(person)).isZero();

    name(session, "\ud83d\ude00".repeat(61));
    assertThat(server.bean(DeviceNames.class).of(person).of(browser).orElseThrow().reveal())
        .isEqualTo("\ud83d\ude00".repeat(OwnName.LONGEST));
  }

  /** As an earlier version took it. */
  @Test
  void aNameThatNobodySeesIsNoneAndTheDeviceCanBeNamed() {
    name(session, "我的电脑");
    var sealing = server.bean(PersonSealing.class);
    UUID id =
        jdbc.sql("select id from device_name where person = ?")
            .param(person.value())
            .query(UUID.class)
            .single();
    byte[] unseen =
        sealing.sealText(
            server.bean(PersonKeyRows.class).of(person),
            "\u3164",
            new SealedPlace("device_name", "name", id.toString()));
    jdbc.sql("update device_name set name = ? where id = ?").param(unseen).param(id).update();

    var shown = server.get("/me", Map.of(), cookie);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).doesNotContain("\u3164");

    name(session, "新电脑");
    assertThat(account()).contains("<dd>新电脑</dd>");
  }

  @Test
  void theNameOutlivesTheSessionAndTheBrowserBeingKnown() {
    name(session, "我的电脑");
    server.bean(Sessions.class).end(session.session().id(), Sessions.EndReason.LOGOUT, here());
    server.bean(KnownPlaces.class).forget(person);

    assertThat(
            jdbc.sql("select browser_hash is null from sso_session where id = ?")
                .param(session.session().id().value())
                .query(Boolean.class)
                .single())
        .as("of a session that is over nobody knows where it was")
        .isTrue();

    Sessions.Started next = server.signIn(person, "police", browser);

    assertThat(server.get("/me", Map.of(), sessionCookie(next.cookieValue())).body())
        .contains("<dd>我的电脑</dd>");
    Sessions.Started elses = server.signIn(server.person(), "police", browser);
    assertThat(server.get("/me", Map.of(), sessionCookie(elses.cookieValue())).body())
        .as("whoever else uses the browser")
        .doesNotContain("我的电脑");
  }

  /** Four hundred days after the last sign-in there, that is. */
  @Test
  void aSignInInTheBrowserKeepsTheName() {
    name(session, "我的电脑");
    jdbc.sql("update device_name set used_at = used_at - interval '9 days' where person = ?")
        .param(person.value())
        .update();

    server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            server
                .bean(KnownPlaces.class)
                .remember(person, new Place(here(), browser), Optional.of(Locale.ENGLISH), false));

    assertThat(
            jdbc.sql("select used_at > now() - interval '1 hour' from device_name where person = ?")
                .param(person.value())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  @Clause("W5")
  void whatIsAnothersOrHasNoBrowserCannotBeNamed() {
    Sessions.Started theirs = server.signIn(server.person(), "police", aBrowser());
    Sessions.Started machine = server.signIn(person, "police", new byte[0]);
    assertThat(server.get(path(theirs), Map.of(), cookie).statusCode()).isEqualTo(404);
    assertThat(server.get(path(machine), Map.of(), cookie).statusCode()).isEqualTo(404);
    assertThat(account()).contains(path(session)).doesNotContain(path(machine));

    var own = server.get(path(session), Map.of(), cookie);
    var form = Map.of("step", step(own, ""), "label", "x");
    assertThat(server.post(path(theirs), form, cookie, mark(own)).statusCode()).isEqualTo(403);
    assertThat(server.post(path(session), Map.of("label", "x"), cookie, mark(own)).statusCode())
        .isEqualTo(403);
    assertThat(jdbcNames(person)).isZero();
  }

  @Test
  @Clause("A13")
  void whomAFactChoseSeesNoNameAndGivesNone() {
    name(session, "奶奶的平板");
    Sessions.Started byFact = server.signIn(person, Authentication.BY_FACT);
    String chosen = sessionCookie(byFact.cookieValue());

    assertThat(server.get("/me", Map.of(), chosen).body())
        .contains("本设备")
        .doesNotContain("奶奶的平板", "/name\"");
    assertThat(server.get(path(session), Map.of(), chosen).statusCode()).isEqualTo(404);
  }

  @Test
  @Clause("PIPL 47")
  void itIsSealedAndErasedWithThePerson() {
    name(session, "奶奶的平板");
    assertThat(
            jdbc.sql("select encode(name, 'escape') from device_name where person = ?")
                .param(person.value())
                .query(String.class)
                .single())
        .doesNotContain("奶奶");
    assertThat(server.bean(DeviceNames.class).of(person).toString()).doesNotContain("奶奶");

    server
        .bean(Erasures.class)
        .erase(person, new Approval(new Standings.Reason("case-9"), "op-1", "op-2"), here());
    assertThat(jdbcNames(person)).isZero();
  }

  @Test
  void ofAPersonTheTwentyUsedLastAreKept() {
    DeviceNames names = server.bean(DeviceNames.class);
    for (int i = 0; i < 21; i++) {
      assertThat(names.rename(person, aBrowser(), "第" + i, here())).isTrue();
    }
    assertThat(names.of(person).all())
        .hasSize(20)
        .noneMatch(each -> each.name().reveal().equals("第0"));
  }

  private long jdbcNames(PersonId who) {
    return jdbc.sql("select count(*) from device_name where person = ?")
        .param(who.value())
        .query(Long.class)
        .single();
  }

  private static RequestOrigin here() {
    return RequestOrigin.SERVER;
  }
}
