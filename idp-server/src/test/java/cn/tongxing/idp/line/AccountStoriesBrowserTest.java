package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import cn.tongxing.idp.proofing.limits.Limits;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that others bring, numbers nobody has, passkeys that change, strangers who guess. */
class AccountStoriesBrowserTest extends OnTheLine {

  private static final String PASSWORD = "鹭岛 春天 的 木棉花";

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--idp.limits.sms.pause=1ms");
  }

  private static Journey phone() {
    return new Journey(line, browser.visit(390, 844, "zh-CN"));
  }

  /** As if its session had run out; what else the browser keeps stays. */
  private static void signedOut(Journey journey) {
    journey
        .page()
        .context()
        .clearCookies(new BrowserContext.ClearCookiesOptions().setName(Sessions.COOKIE));
  }

  private static Page toMe(Journey journey) {
    journey.page().navigate(line.issuer() + "/me");
    return journey.page();
  }

  @Test
  @Clause("L14")
  void aWeakerProofOfTheSamePersonDoesNotRenameThem() throws IOException {
    SyntheticPerson person = citizen("zhangsan");
    var face =
        ProofFixtures.proof()
            .document(ProofFixtures.resident(person.number()))
            .name("张三丰")
            .phone(person.phone())
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .build();
    var signIn = new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom()));
    assertThat(line.bean(Enrolments.class).enrol(face, signIn, RequestOrigin.SERVER))
        .isInstanceOf(Enrolment.Created.class);

    try (Journey journey = phone()) {
      journey.toChoice().name(person.name(), person.number()).phone(person.phone());
      journey.code(journey.codeTo(person.phone()));
      journey.page().click("#agree");
      assertThat(journey.page().locator("[data-name]")).isVisible();

      assertThat(toMe(journey).locator("#account")).containsText("丰");
      journey.look("story-name-stays");
      journey.visit().assertNoProblems();
    }
    assertThat(line.events("claim.contradicted")).isEqualTo(1);
  }

  @Test
  void aNumberThatNobodyHasLeadsToRegisteringWithThePhoneProven() throws IOException {
    SyntheticPerson person = citizen("lisi");
    try (Journey journey = phone()) {
      journey.toChoice().page().click("#way-sms");
      journey.phone(person.phone()).code(journey.codeTo(person.phone()));
      Page page = journey.page();
      assertThat(page.locator("main")).containsText("没有能用这个手机号登录的账号");
      journey.look("story-no-account");
      int sent = line.simulator().inbox().to(person.phone()).size();

      page.fill("#name", person.name());
      page.fill("#id_number", person.number());
      page.click("#continue");

      page.click("#skip");
      page.click("#agree");
      assertThat(page.locator("[data-name]")).isVisible();
      assertThat(line.simulator().inbox().to(person.phone())).as("one code").hasSize(sent);
      journey.visit().assertNoProblems();
    }
    try (Journey again = phone()) {
      again.toChoice().page().click("#way-sms");
      again.phone(person.phone()).code(again.codeTo(person.phone()));
      assertThat(again.page().locator("[data-name]")).isVisible();
    }
  }

  private static boolean backupEligible() {
    return line.database()
        .sql("select backup_eligible from passkey_credential")
        .query(Boolean.class)
        .single();
  }

  @Test
  @Clause({"A8", "WebAuthn L3 7.2"})
  void aPasskeyThatSyncsLaterGoesOnAndOneWhoseCounterGoesBackIsSaidToBeCopied() throws IOException {
    SyntheticPerson person = citizen("ouyang");
    try (Journey journey = phone()) {
      Authenticator authenticator = journey.visit().withAuthenticator();
      journey.greeted(person);
      Page page = journey.page();
      page.navigate(line.issuer() + "/me/credentials");
      page.click("#passkey");
      assertThat(page.locator("#notice")).isVisible();
      assertThat(backupEligible()).isFalse();

      authenticator.syncs();
      byPasskey(journey);
      assertThat(page).hasURL(line.issuer() + "/me");
      assertThat(backupEligible()).isTrue();
      byPasskey(journey);
      assertThat(page).hasURL(line.issuer() + "/me");

      line.database()
          .sql("update passkey_credential set sign_count = sign_count + 1000")
          .update(); // a copy was used elsewhere
      byPasskey(journey);
      assertThat(page.locator("main")).containsText("这把通行密钥可能被复制过，这次没有接受。");
      journey.look("story-passkey-copied");
      journey.visit().assertNoProblems();
    }
    assertThat(line.events("credential.suspected")).isPositive();
  }

  private static void byPasskey(Journey journey) {
    signedOut(journey);
    toMe(journey).click("#way-passkey");
    if (journey.page().locator("#passkey").isVisible()) {
      journey.page().click("#passkey");
    }
  }

  @Test
  @Clause("A14")
  void theOwnerGetsInWhileStrangersHaveUsedUpTheTries() throws IOException {
    SyntheticPerson person = citizen("wangxiuying");
    try (Journey owner = phone()) {
      owner.register(person);
      Page page = owner.page();
      page.fill("#new_password", PASSWORD);
      page.click("#set-password");
      page.click("#agree");
      assertThat(page.locator("[data-name]")).isVisible();
      strangersTry(person);

      signedOut(owner);
      toMe(owner).click("#way-password");
      page.fill("#identifier", person.number());
      page.fill("#password", PASSWORD);
      page.click("#continue");
      assertThat(page).hasURL(line.issuer() + "/me");

      signedOut(owner);
      toMe(owner).click("#way-sms");
      owner.phone(person.phone()).code(owner.codeTo(person.phone()));
      assertThat(page).hasURL(line.issuer() + "/me");
      owner.visit().assertNoProblems();
    }
  }

  /** From many networks, until none of them may try any more. */
  private static void strangersTry(SyntheticPerson person) {
    Limits limits = line.bean(Limits.class);
    PhoneNumber phone = PhoneNumber.parse(person.phone()).orElseThrow();
    String key = line.bean(PasswordCredentials.class).asked(person.number()).limitKey();
    boolean passwords = true;
    boolean codes = true;
    for (int i = 1; i < 120 && (passwords || codes); i++) {
      var origin = new RequestOrigin("198.18." + i + ".7", "");
      var stranger = new Limits.Source(Place.unmarked(origin), new byte[] {(byte) i});
      codes = limits.enterCode(limits.line(phone, stranger)) instanceof Admitted;
      Limits.Account account = limits.account(key, key, person.number(), stranger);
      passwords = limits.enterPassword(account, stranger) instanceof Admitted;
      if (passwords) {
        limits.passwordWasWrong(account);
      }
    }
    assertThat(passwords || codes).as("a stranger may still try").isFalse();
  }
}
