package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A phone that is not the person's is no factor of theirs, wherever its code is entered. */
@Clause({"N8", "L3"})
class ForeignPhoneTest extends SignInTest {

  private static final String SECRET = "correct horse battery";
  private static final Acr TWO_KINDS = Acr.parse("urn:tongxing:acr:p1:a2").orElseThrow();

  private PersonId owner;

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  private void later(Duration time) {
    browser = newBrowser();
    clock.pass(time);
    redis.flushdb();
  }

  /** The number was not used for so long that it may be another's. */
  private void isStale(PersonId person) {
    jdbc.sql(
            """
            update phone_credential
               set bound_at = bound_at - interval '200 days',
                   own_use_at = own_use_at - interval '200 days'
             where person = :person
            """)
        .param("person", person.value())
        .update();
  }

  /** Somebody who knows the password, at the point where a second kind is asked for. */
  private SignInId atTheSecondStep(String phone) throws Exception {
    register("张安全", newNumber(), phone);
    owner = session().person();
    passwords.set(owner, SECRET, RequestOrigin.SERVER);
    later(Duration.ofHours(2));
    SignInId id = browser.begin(signIns, TWO_KINDS);
    browser.show(id);
    browser.go(id, "method:password", Map.of());
    Page code = browser.go(id, "submit", Map.of("identifier", phone, "password", SECRET));
    assertThat(code).isInstanceOf(Page.CodeForm.class);
    clock.pass(Duration.ofMinutes(2));
    return id;
  }

  /** The phone is proven first, and opens nothing by itself. */
  private void besideFace(String phone, SignInId id) throws Exception {
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(isSignedIn(browser, id)).isFalse();
    browser.go(id, "other-ways", Map.of());
    cameBack(id, "face7");
  }

  @Test
  void theSecondCodeGoesToThePersonsPhoneWhateverNumberIsTyped() throws Exception {
    SignInId id = atTheSecondStep("13899139001");
    String foreign = "13899139002";
    browser.go(id, "other-ways", Map.of());
    browser.go(id, "method:sms", Map.of("phone", foreign));

    assertThat(outbox.to(foreign)).isEmpty();
    assertThat(outbox.to("13899139001")).isNotEmpty();
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  /** The person's phone is no longer their own when the code is due: any number can be typed. */
  @Test
  void theCodeOfAnotherPhoneIsNoSecondFactor() throws Exception {
    SignInId id = atTheSecondStep("13899139003");
    String foreign = "13899139004";
    isStale(owner);
    browser.go(id, "other-ways", Map.of());
    browser.go(id, "method:sms", Map.of("phone", foreign));
    browser.go(id, "submit", Map.of("phone", foreign));
    Page refused = browser.go(id, "submit", Map.of("code", outbox.lastCode(foreign)));

    assertThat(refused).isInstanceOf(Page.ProofRefused.class);
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(trail(id)).contains("signin.refused").doesNotContain("signin.completed");
  }

  /** A daughter proves her phone beside her father's face: her code is nothing of his. */
  @Test
  void aPortraitBesideAHelpersPhoneIsOneKind() throws Exception {
    besideFace("13899139006", begin());
    PersonId father = session().person();
    later(Duration.ofHours(1));
    String helpers = "13899139005";
    register("李女儿", newNumber(), helpers);
    isStale(session().person());
    later(Duration.ofHours(1));

    SignInId id = begin();
    besideFace(helpers, id);

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(session().person()).isEqualTo(father);
    assertThat(session().authentications().factors()).containsExactly(Factor.FACE);
    assertThat(session().authentications().assurance().name()).isEqualTo("A1");
  }
}
