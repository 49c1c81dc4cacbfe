package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Limits;
import cn.tongxing.idp.proofing.limits.StoppedTries;
import cn.tongxing.idp.testing.Clause;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who goes on trying when a limit has stopped them: fills no trail, and locks nobody else out. */
class StoppedTriesTest extends SignInTest {

  @Autowired Limits limits;
  @Autowired StoppedTries stopped;

  private void guess(SignInId id, int times) throws Exception {
    Map<String, String> typed =
        Map.of("identifier", "13700139901", "password", "wrong horse battery");
    for (int i = 0; i < times; i++) {
      browser.go(id, "submit", typed);
    }
  }

  private List<String> limited(String way) {
    return jdbc.sql(
            """
            select details from audit_event
             where type = 'signin.limited' and details like ? order by id, xact
            """)
        .param("%\"" + way + "\"%")
        .query(String.class)
        .list();
  }

  @Test
  @Clause({"A2", "A3"})
  void triesThatALimitStoppedAreOneEventAndAfterwardsTheirNumber() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    int before = limited("password").size();

    guess(id, 5 + 20);
    assertThat(limited("password")).hasSize(before + 1);

    stopped.closeWindows(); // the window is not over yet
    assertThat(limited("password")).hasSize(before + 1);

    clock.pass(Duration.ofMinutes(6));
    stopped.closeWindows();
    stopped.closeWindows();
    assertThat(limited("password")).hasSize(before + 2);
    assertThat(limited("password").getLast()).contains("\"suppressed\":\"19\"");
    assertThat(limited("password").getFirst()).doesNotContain("suppressed");
    assertThat(trail(id).stream().filter("signin.limited"::equals)).hasSize(2);
  }

  @Test
  @Clause("A2")
  void theNumberOfALostNodeComesWithTheNextEvent() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    Page page = browser.go(id, "submit", Map.of("phone", "13700139902"));
    assertThat(page).isInstanceOf(Page.CodeForm.class);
    int before = limited("sms").size();
    for (int i = 0; i < 4; i++) {
      browser.go(id, "resend", Map.of());
    }
    assertThat(limited("sms")).hasSize(before + 1);

    // nobody closes the window; the counter's own clock has not moved, so it stops once more
    clock.pass(Duration.ofMinutes(2));
    browser.go(id, "resend", Map.of());

    assertThat(limited("sms")).hasSize(before + 2);
    assertThat(limited("sms").getLast()).contains("\"suppressed\":\"3\"");
  }

  private static Limits.Source source(int network, int device) {
    byte[] browser = ByteBuffer.allocate(24).putInt(network).putInt(device).array();
    String address = "10." + network / 256 + "." + network % 256 + ".1";
    return new Limits.Source(Place.unmarked(new RequestOrigin(address, "")), browser);
  }

  private Admission send(int number, int network, int device) {
    PhoneNumber phone = PhoneNumber.parse("139%08d".formatted(number)).orElseThrow();
    return limits.send(limits.line(phone, source(network, device)));
  }

  @Test
  @Clause({"A5", "A3"})
  void networksThatUseAPrefixUpAreOutAndTheOthersGoOn() {
    int perNetwork = 50;
    int networks = limits.settings().sms().prefixPerHour() / perNetwork;
    int number = 0;
    for (int network = 0; network < networks; network++) {
      for (int i = 0; i < perNetwork; i++) {
        assertThat(send(number++, network, i)).isInstanceOf(Admission.Admitted.class);
      }
    }

    for (int network = 0; network < networks; network++) {
      assertThat(send(number++, network, 99)).isInstanceOf(Admission.Limited.class);
    }
    int honest = networks + 1;
    int left = limits.settings().sms().pressedPrefixAddressPerHour();
    for (int i = 0; i < left; i++) {
      assertThat(send(number++, honest, i)).isInstanceOf(Admission.Admitted.class);
    }
    assertThat(send(number++, honest, left)).isInstanceOf(Admission.Limited.class);
    // numbers that begin otherwise are not under pressure
    PhoneNumber other = PhoneNumber.parse("13600000000").orElseThrow();
    assertThat(limits.send(limits.line(other, source(0, 7))))
        .isInstanceOf(Admission.Admitted.class);
  }
}
