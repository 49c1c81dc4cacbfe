package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.LoginSlice.Outbox;
import cn.tongxing.idp.login.LoginSlice.Passkeys;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.identity.MovableClock;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What the tests of the sign-in share: a browser, and what was stored. */
@LoginSlice
abstract class SignInTest {

  private static final java.util.concurrent.atomic.AtomicInteger PEOPLE =
      new java.util.concurrent.atomic.AtomicInteger();

  static final String NAME = "王小明";

  @Autowired SignIns signIns;
  @Autowired Outbox outbox;
  @Autowired PasswordCredentials passwords;
  @Autowired Passkeys passkeys;
  @Autowired Sessions sessions;
  @Autowired MovableClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired RedisClusterCommands<String, byte[]> redis;
  @Autowired WebApplicationContext context;

  SignInBrowser browser = null;

  @BeforeEach
  void freshBrowser() {
    redis.flushdb();
    jdbc.sql("delete from login_code_sends").update();
    jdbc.sql("delete from login_failures").update();
    outbox.down(false);
    browser = newBrowser();
  }

  /** Long enough for another code to the same phone. */
  void pauseIsOver() {
    clock.pass(Duration.ofMinutes(2));
    redis.keys("limit:{sms}:*").forEach(key -> redis.del(key));
  }

  /** The document number of somebody whom no other test knows. */
  static String newNumber() {
    return TestAdapters.number(1000 + PEOPLE.incrementAndGet()); // those below have owners
  }

  SignInBrowser newBrowser() {
    return new SignInBrowser(MockMvcBuilders.webAppContextSetup(context).build());
  }

  SignInId begin() throws Exception {
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.LEAST), new Purpose.SignIn(), clock.instant()));
    browser.show(id);
    return id;
  }

  List<String> trail(SignInId id) {
    return jdbc.sql("select type from audit_event where sign_in = ? order by id, xact")
        .param(id.value())
        .query(String.class)
        .list();
  }

  boolean isSignedIn(SignInBrowser who, SignInId id) {
    return who.cookie(Sessions.COOKIE)
        .flatMap(sessions::find)
        .filter(session -> session.signIn().equals(id))
        .isPresent();
  }

  /** Registers a person by the form adapter, up to the offer of a credential. */
  SignInId register(String name, String number, String phone) throws Exception {
    return register(begin(), name, number, phone);
  }

  /** The same in a sign-in that has begun. */
  final SignInId register(SignInId id, String name, String number, String phone) throws Exception {
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(name, number));
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(isSignedIn(browser, id)).isTrue();
    return id;
  }

  /** The upstream's front end sends the browser back. */
  final void cameBack(SignInId id, String code) throws Exception {
    MvcResult away = browser.press(id, "method:test-redirect", Map.of());
    String upstream = away.getResponse().getHeader("Location");
    String state = upstream.replaceAll(".*state=([^&]*).*", "$1");
    String back = upstream.replaceAll(".*back=https://id.example([^&]*).*", "$1");
    browser.get(back + "?code=" + code + "&state=" + state);
  }
}
