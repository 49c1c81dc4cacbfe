package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a thaw took is told to its owner at the account, for a fortnight. */
@Clause("N8")
class EndedByThawTest {

  private static final String WORD = "床前明月光疑是地上霜";

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();

  private String account() {
    String cookie = sessionCookie(server.signIn(person).cookieValue());
    return server.get("/me", Map.of(), cookie).body();
  }

  /** Frozen with a password that was set just before, and let in again by the counter. */
  private void thawed(Freezes.Recent recent) {
    server.bean(PasswordCredentials.class).set(person, WORD, RequestOrigin.SERVER);
    server.bean(Freezes.class).freeze(person, RequestOrigin.SERVER);
    server
        .bean(Freezes.class)
        .thaw(
            person,
            recent,
            Window.decided(new Standings.Reason("at-counter"), new Standings.Reason("case-9")),
            RequestOrigin.SERVER);
  }

  private void settlePhone() {
    server
        .bean(JdbcClient.class)
        .sql("update phone_credential set bound_at = bound_at - interval '4 days' where person = ?")
        .param(person.value())
        .update();
  }

  @Test
  void aPasswordThatAThawTookIsNamedWithTheButtonThatSetsAnother() {
    settlePhone();
    thawed(Freezes.Recent.END);
    assertThat(server.bean(PasswordCredentials.class).exists(person)).isFalse();

    String box = box(account());

    assertThat(box).contains("<li>密码</li>", "id=\"set-again\"", "href=\"/me/credentials\"");
    assertThat(box).doesNotContain("<li>手机号</li>", "<li>通行密钥</li>", "<li>关联的账号</li>");
  }

  @Test
  void whatTheCounterLeftIsNotSaidToBeGone() {
    thawed(Freezes.Recent.KEEP);

    assertThat(server.bean(PasswordCredentials.class).exists(person)).isTrue();
    assertThat(account()).doesNotContain("id=\"ended-by-thaw\"");
  }

  @Test
  void whatItsOwnerRemovedIsNoDoingOfAThaw() {
    server
        .bean(Audit.class)
        .record(
            AuditEvent.of(AuditEventType.CREDENTIAL_REMOVED, RequestOrigin.SERVER)
                .person(person)
                .detail("kind", "passkey"));

    assertThat(account()).doesNotContain("id=\"ended-by-thaw\"");
  }

  private static String box(String page) {
    assertThat(page).contains("id=\"ended-by-thaw\"");
    String from = page.substring(page.indexOf("id=\"ended-by-thaw\""));
    return from.substring(0, from.indexOf("</section>"));
  }
}
