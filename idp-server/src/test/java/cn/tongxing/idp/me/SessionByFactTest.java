package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.ShownJustNow;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What a session shows of its person where no factor of theirs, or none at all, was shown. */
@Clause({"A13", "N10"})
class SessionByFactTest {

  private static final String LEVEL = "二级";
  private static final Set<Factor> SMS = Set.of(Factor.SMS);

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final String name =
      server.bean(Profiles.class).find(person).orElseThrow().name().orElseThrow().masked();

  private String page(String path, String cookieValue) {
    var answer = server.get(path, Map.of(), sessionCookie(cookieValue));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @ParameterizedTest
  @ValueSource(strings = {Authentication.BY_FACT, Authentication.KNOWN_BROWSER})
  void whomAFactChoseSeesSessionsAndNothingAboutThePerson(String method) {
    server.signIn(person, "password"); // the owner's, elsewhere
    String cookie = server.signIn(person, method).cookieValue();

    String account = page("/me", cookie);

    assertThat(account)
        .contains("其他设备")
        .contains("本设备", "id=\"less\"", "不显示姓名、登录方式")
        .as("which ways the account has is told on no page, nor that it has none")
        .doesNotContain(name, LEVEL, "******", "没有设置", "<dd>密码");
    assertThat(page("/me/phone", cookie)).contains("不能查看和更换手机号");
  }

  /** The proof said who it is, and no phone was asked for: nothing is hidden, all of it masked. */
  @Test
  void whoWasProvenWithoutAPhoneSeesTheirAccountMasked() {
    var started = started(person, new SignInId(UUID.randomUUID()), "police", Set.of());

    String account = page("/me", started.cookieValue());

    assertThat(account)
        .contains("本设备", name, LEVEL)
        .doesNotContain("id=\"less\"")
        .doesNotContainPattern("\\b1\\d{10}\\b|\\b\\d{17}[0-9X]\\b");
  }

  /**
   * A code to a shared phone and a fact are nothing of the account's, whatever lies beside them.
   */
  @Test
  void whatAFactChoseCountsForNoChangeThoughTheSignInHeldAProof() {
    var signIn = new SignInId(UUID.randomUUID());
    var card =
        ProofFixtures.proof()
            .document(ProofFixtures.resident(ProofFixtures.idNumber()))
            .name("林晓月")
            .phone(ProofFixtures.phone())
            .by(Method.BANK_CARD_FOUR_ELEMENTS, "bank", Factor.SMS)
            .build();
    var created = server.bean(Enrolments.class).enrol(card, signIn, RequestOrigin.SERVER);
    PersonId holder = ((Enrolment.Created) created).person();
    ShownJustNow shown = server.bean(ShownJustNow.class);

    SsoSession byFact = session(started(holder, signIn, Authentication.BY_FACT, SMS));
    SsoSession byCode = session(started(holder, signIn, "sms", SMS));

    assertThat(shown.of(byCode).proof()).as("of the same sign-in").isPresent();
    assertThat(shown.of(byFact).proof()).isEmpty();
    assertThat(shown.of(byFact).by()).isEmpty();
    assertThat(shown.of(byFact).own()).isEmpty();
    assertThat(shown.mayChangeWays(byFact)).isFalse();
  }

  private Sessions.Started started(
      PersonId who, SignInId signIn, String method, Set<Factor> factors) {
    var shown = new Sessions.Authenticated(who, signIn, method, factors);
    return server
        .bean(TransactionTemplate.class)
        .execute(
            _ -> server.bean(Sessions.class).start(shown, Optional.empty(), RequestOrigin.SERVER));
  }

  private SsoSession session(Sessions.Started started) {
    return server.bean(Sessions.class).find(started.cookieValue()).orElseThrow();
  }
}
