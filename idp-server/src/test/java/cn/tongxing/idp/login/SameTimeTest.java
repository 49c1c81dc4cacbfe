package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.TwoSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whether the time of an answer tells that somebody has an account: {@code ./idp test
 * -Dtest=SameTimeTest -Dtiming.samples=800}, on a machine that does nothing else. A named long run;
 * {@code docs/operations/performance.md} holds what it printed.
 */
@EnabledIfSystemProperty(named = "timing.samples", matches = "\\d+")
class SameTimeTest extends Thawing {

  private static final int SAMPLES = Integer.getInteger("timing.samples", 0);
  private static final int WARM = Math.min(SAMPLES, 60);
  private static final int KNOWN = 12;
  private static final long SEED = 20_261_128;

  private final Random random = new Random(SEED);
  private int phones;

  /** What is timed, at a sign-in where only the one press is left. */
  private interface Ready {
    SignInId with(String phone) throws Exception;
  }

  private interface Press {
    void now(SignInId id, String phone) throws Exception;
  }

  private String newPhone() {
    return "1390077%04d".formatted(phones++);
  }

  private List<String> known(boolean frozen) throws Exception {
    var known = new ArrayList<String>();
    for (int i = 0; i < KNOWN; i++) {
      String phone = newPhone();
      freshBrowser();
      PersonId _ = frozen ? frozen(phone) : registered(newNumber(), phone);
      known.add(phone);
    }
    return known;
  }

  private double micros(String phone, Ready ready, Press press) throws Exception {
    redis.keys("limit:*").forEach(key -> redis.del(key));
    jdbc.sql("delete from login_code_sends").update();
    jdbc.sql("delete from login_failures").update();
    browser = newBrowser();
    SignInId id = ready.with(phone);
    long begin = System.nanoTime();
    press.now(id, phone);
    return (System.nanoTime() - begin) / 1e3;
  }

  /** By turns, in an order that nobody knows beforehand. */
  private void tellNothing(String what, List<String> known, Ready ready, Press press)
      throws Exception {
    double[][] times = new double[2][SAMPLES];
    int[] taken = new int[2];
    for (int i = 0; i < WARM; i++) {
      micros(i % 2 == 0 ? known.get(i % KNOWN) : newPhone(), ready, press);
    }
    while (taken[0] < SAMPLES || taken[1] < SAMPLES) {
      int side = random.nextInt(2);
      if (taken[side] < SAMPLES) {
        String phone = side == 0 ? known.get(random.nextInt(KNOWN)) : newPhone();
        times[side][taken[side]++] = micros(phone, ready, press);
      }
    }
    TwoSamples compared = TwoSamples.of(times[0], times[1], SEED);
    System.out.printf(
        "%s: 2 x %d, medians differ by %.0f us (by chance some %.0f); deciles by at most %.1f times"
            + " what is usual, by chance up to %.1f%n",
        what,
        SAMPLES,
        compared.medians(),
        compared.mediansByChance(),
        compared.furthest(),
        compared.byChance());
    assertThat(compared.isOne()).as("%s: %s", what, compared).isTrue();
  }

  private SignInId at(String method) throws Exception {
    SignInId id = begin();
    browser.go(id, "method:" + method, Map.of());
    return id;
  }

  private SignInId atThaw(String method) throws Exception {
    SignInId id = thaw();
    browser.go(id, "method:" + method, Map.of());
    return id;
  }

  private void wrongPassword(SignInId id, String phone) throws Exception {
    browser.press(id, "submit", Map.of("identifier", phone, "password", "wrong horse battery"));
  }

  private void sendCode(SignInId id, String phone) throws Exception {
    browser.press(id, "submit", Map.of("phone", phone));
  }

  @Test
  void ofAWrongPassword() throws Exception {
    tellNothing("a wrong password", known(false), _ -> at("password"), this::wrongPassword);
  }

  @Test
  void ofAWrongPasswordAtAFrozenAccount() throws Exception {
    tellNothing(
        "frozen, a wrong password", known(true), _ -> atThaw("password"), this::wrongPassword);
  }

  @Test
  void ofACodeThatIsSent() throws Exception {
    tellNothing("a code by text message", known(false), _ -> at("sms"), this::sendCode);
  }

  @Test
  void ofACodeThatIsSentForAFrozenAccount() throws Exception {
    tellNothing("frozen, a code by text message", known(true), _ -> atThaw("sms"), this::sendCode);
  }
}
