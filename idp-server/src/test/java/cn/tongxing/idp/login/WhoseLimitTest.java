package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.limits.Limits;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.testing.Clause;
import jakarta.servlet.Filter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/**
 * Who stands in line behind others, or shares their network, is told so: there is no fault in what
 * they typed.
 */
@Clause("issue 5 item 39: kiosks")
class WhoseLimitTest extends SignInTest {

  private static final RequestOrigin HALL = new RequestOrigin("203.0.113.201", "");

  @Autowired Limits limits;
  @Autowired Kiosks kiosks;

  @Autowired
  @Qualifier("kioskVisits")
  Filter visits;

  private Limits.Source machine() throws Exception {
    browser =
        new SignInBrowser(MockMvcBuilders.webAppContextSetup(context).addFilters(visits).build())
            .from(HALL.address());
    String link = kiosks.add("大厅五号机").link();
    browser.perform(MockMvcRequestBuilders.post("/kiosk/key/" + link));
    String key = browser.cookie("__Host-tongxing-kiosk").orElseThrow();
    return new Limits.Source(
        Place.everybodys(HALL),
        new byte[32],
        kiosks.find(HALL, key).orElseThrow().key(),
        Optional.empty());
  }

  private static Limits.Source network() {
    RequestOrigin neighbour = new RequestOrigin("203.0.113.7", "");
    return new Limits.Source(Place.unmarked(neighbour), new byte[32]);
  }

  private void usePasswordsUp(Limits.Source source) {
    for (int i = 0; i < limits.settings().password().addressPerHour(); i++) {
      limits.enterPassword(new Limits.Account("others-" + i, "others-" + i, false), source);
    }
  }

  /** Of one browser no more than ten: each is another's. */
  private void useDocumentsUp(Limits.Source source, int most) {
    for (int i = 0; i < most; i++) {
      byte[] another = new byte[32];
      another[0] = (byte) i;
      limits.compareDocuments(
          Set.of("others-" + i),
          Optional.empty(),
          new Limits.Source(source.place(), another, source.kiosk(), source.desk()));
    }
  }

  private String passwordProblem() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    Map<String, String> typed =
        Map.of("identifier", "13300133001", "password", "wrong horse battery");
    Page page = browser.go(id, "submit", typed);
    assertThat(trail(id)).contains("signin.limited");
    return ((Page.PasswordForm) page).problem().orElseThrow().key();
  }

  private String documentProblem(String phone) throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    Page page = browser.go(id, "submit", TestAdapters.person("王不符", newNumber()));
    if (page instanceof Page.PhoneForm) {
      browser.go(id, "submit", Map.of("phone", phone));
      page = browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    }
    assertThat(trail(id)).contains("signin.limited");
    return ((Page.ProofRefused) page).problem().key();
  }

  /** Which ceiling it was, nobody is told: neither the number's range nor the service's. */
  @Test
  @Clause("A5")
  void whatAllUseUpIsNotBlamedOnTheNumber() throws Exception {
    for (String used : List.of("all", "prefix:+86133:" + network().place().origin().network())) {
      redis.flushdb();
      if (!used.equals("all")) {
        useUp("prefix:+86133", limits.settings().sms().prefixPerHour());
      }
      useUp(used, limits.settings().sms().allPerDay());
      SignInId id = begin();
      browser.go(id, "method:sms", Map.of());
      Page.PhoneForm page =
          (Page.PhoneForm) browser.go(id, "submit", Map.of("phone", "13300133051"));
      Page.Problem problem = page.problem().orElseThrow();
      assertThat(problem.key()).as(used).isEqualTo("phone.limit.everybody");
      assertThat(problem.field()).as("there is no fault in it").isEmpty();
      assertThat(trail(id)).contains("signin.limited");
    }
    redis.flushdb();
  }

  private void useUp(String budget, int most) {
    redis.set("limit:{sms}:" + budget, Integer.toString(most).getBytes(StandardCharsets.UTF_8));
    redis.expire("limit:{sms}:" + budget, 3_600);
  }

  @Test
  void aMachineWhosePasswordsAndDocumentsAreUsedUpIsSaidToBe() throws Exception {
    Limits.Source machine = machine();
    usePasswordsUp(machine);
    assertThat(passwordProblem()).isEqualTo("login.locked.device");
    useDocumentsUp(machine, limits.settings().kiosk().realNamePerDay());
    assertThat(documentProblem("13300133002")).isEqualTo("login.locked.device");
  }

  @Test
  void aNetworkWhosePasswordsAndDocumentsAreUsedUpIsSaidToBe() throws Exception {
    usePasswordsUp(network());
    assertThat(passwordProblem()).isEqualTo("login.locked.network");
    useDocumentsUp(network(), limits.settings().realName().addressPerDay());
    assertThat(documentProblem("13300133003")).isEqualTo("login.locked.network");
  }

  @Test
  void aBrowserWhoseDocumentsAreUsedUpIsSaidToBe() throws Exception {
    String last = "";
    for (int i = 0; i <= limits.settings().realName().devicePerDay(); i++) {
      SignInId id = begin();
      browser.go(id, "method:test-form", Map.of());
      Page page = browser.go(id, "submit", TestAdapters.person("王不符", newNumber()));
      if (page instanceof Page.PhoneForm) {
        String phone = "1330013301" + i % 10;
        redis.keys("limit:{sms}:*").forEach(redis::del);
        browser.go(id, "submit", Map.of("phone", phone));
        page = browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
      }
      last = ((Page.ProofRefused) page).problem().key();
    }
    assertThat(last).isEqualTo("login.locked.device");
  }
}
