package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each event of a sign-in names the client that the person was going to. */
@Clause("N8")
class WhereItWasGoingTest extends SignInTest {

  private static final String PHONE = "13912340771";

  private List<String> goingTo(SignInId id, String type) {
    return jdbc.sql(
            "select coalesce(client, '') || case when person is null then ' of nobody' else '' end"
                + " from audit_event where sign_in = ? and type = ?")
        .params(id.value(), type)
        .query(String.class)
        .list();
  }

  @Test
  void signInsAndTriesOfEveryWayTellWhereTheyWereGoing() throws Exception {
    SignInId registered = register(NAME, newNumber(), PHONE);
    assertThat(goingTo(registered, "signin.completed")).containsExactly("hospital");

    passwords.set(
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person(),
        "correct horse battery",
        RequestOrigin.SERVER);

    browser = newBrowser();
    pauseIsOver();
    SignInId code = begin();
    browser.go(code, "method:sms", Map.of());
    browser.go(code, "submit", Map.of("phone", PHONE));
    String wrong = outbox.lastCode(PHONE).equals("111111") ? "222222" : "111111";
    browser.go(code, "submit", Map.of("code", wrong));
    assertThat(goingTo(code, "sms.code.refused")).containsExactly("hospital");

    browser = newBrowser();
    SignInId password = begin();
    browser.go(password, "method:password", Map.of());
    browser.go(password, "submit", Map.of("identifier", PHONE, "password", "not the one"));
    assertThat(goingTo(password, "signin.refused")).containsExactly("hospital");
  }
}
