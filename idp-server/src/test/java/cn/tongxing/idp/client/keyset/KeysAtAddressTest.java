package cn.tongxing.idp.client.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

@Clause({"RFC 7591 2", "S1", "T2", "T7"})
class KeysAtAddressTest extends DepartmentCase {

  @Test
  void theAddressIsReadAsItIsRegisteredAndNotAgainWithoutNeed() throws IOException {
    register();
    assertThat(knows("one")).isTrue();
    clock.advance(Duration.ofMinutes(4));
    assertThat(knows("one")).isTrue();
    assertThat(department.asked()).isZero();

    department.says(500, "text/plain", "");
    var again = (ClientApply.Plan) plan(file());
    assertThat(again.isEmpty()).as("a file does not depend on the servers of all").isTrue();
    assertThat(department.asked()).isZero();
  }

  @Test
  void aKeyThatWasTakenAwayIsGoodFiveMinutesMore() throws IOException {
    register();
    department.publishes(set("two"));
    clock.advance(KeysAtAddress.FRESH);
    assertThat(knows("one")).isFalse();
    assertThat(knows("two")).isTrue();
    assertThat(department.asked()).isEqualTo(1);

    department.publishes("{\"keys\":[]}");
    clock.advance(KeysAtAddress.FRESH);
    assertThat(knows("two")).as("all taken away are all gone").isFalse();
  }

  @Test
  void anUnknownNameAsksOnceAMinuteWhoeverBringsIt() throws IOException {
    register();
    clock.advance(KeyReadings.PAUSE);
    department.publishes(set("one", "two"));
    assertThat(knows("two")).as("a key that is new is found at once").isTrue();
    assertThat(department.asked()).isEqualTo(1);

    for (int tried = 0; tried < 20; tried++) {
      assertThat(knows("made-up-" + tried)).isFalse();
      clock.advance(Duration.ofSeconds(2));
    }
    assertThat(department.asked()).isZero();
    clock.advance(KeyReadings.PAUSE);
    assertThat(knows("made-up")).isFalse();
    assertThat(knows("made-up-again")).isFalse();
    assertThat(department.asked()).isEqualTo(1);
    assertThat(knows("one")).isTrue();
  }

  @Test
  void theLastGoodKeysStandInForAnAddressThatIsDownForADay() throws IOException {
    register();
    try (var log = LogLines.begin()) {
      for (int hours = 0; hours < 23; hours++) {
        department.says(hours % 2 == 0 ? 503 : 302, "application/json", hours % 3 == 0 ? "x" : "");
        clock.advance(Duration.ofHours(1));
        assertThat(knows("one")).as("after %s hours", hours + 1).isTrue();
      }
      assertThat(log.at(Level.WARN))
          .hasSize(23)
          .allMatch(line -> line.startsWith("keys of client hospital at " + department.uri()));
    }
    clock.advance(Duration.ofHours(1));
    assertThat(knows("one")).isFalse();

    department.publishes(set("one"));
    clock.advance(KeyReadings.PAUSE);
    assertThat(knows("one")).as("back").isTrue();
  }

  @Test
  void whoTellsTheirPrivateKeyThereHasNoneAnyMore() throws IOException {
    register();
    department.publishes("{\"keys\":[" + key("one", true) + "]}");
    clock.advance(KeysAtAddress.FRESH);
    assertThat(knows("one")).isFalse();
  }

  @Test
  void whatIsWrongWithAnAddressIsSaidAsItIsRegistered() throws IOException {
    department.says(404, "application/json", "");
    isRefused("answered 404");
    department.says(302, "application/json", "");
    isRefused("answered 302, a redirect");
    department.says(200, "text/html", set("one"));
    isRefused("Content-Type");
    department.says(200, "application/json", "<html>");
    isRefused("is no JSON object");
    department.says(200, "application/json", "x".repeat(64 * 1024 + 1));
    isRefused("more than 65536 bytes");
    department.publishes("{\"keys\":[]}");
    isRefused("holds no key");
    department.publishes("{\"keys\":[" + key("one", true) + "]}");
    isRefused("key 1 holds the private part d");
    department.publishes("{\"keys\":[{\"kty\":\"RSA\"}]}");
    isRefused("key 1 does not fit ES256");
    department.publishes(
        "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"enc\"}," + key("one", false) + "]}");
    assertThat(plan(file())).as("a key for something else").isInstanceOf(ClientApply.Plan.class);
    department.asked();

    for (String other :
        List.of("https://10.20.0.7/keys", "http://keys.example/k", "https://169.254.169.254/k")) {
      var planned = plan(file().replace(department.uri().toString(), other));
      assertThat(((ClientApply.Rejected) planned).problems())
          .singleElement()
          .asString()
          .startsWith("line 8: hospital: jwks_uri: " + other);
    }
    assertThat(department.asked()).isZero();
  }

  private void isRefused(String why) throws IOException {
    assertThat(((ClientApply.Rejected) plan(file())).problems())
        .singleElement()
        .asString()
        .startsWith("line 8: hospital: jwks_uri: " + department.uri())
        .contains(why);
  }

  @Test
  void anotherAddressIsReadAnewAndTheOldKeysAreGone() throws Exception {
    register();
    try (var moved = new KeyServer()) {
      moved.publishes(set("two"));
      var plan =
          (ClientApply.Plan)
              plan(file().replace(department.uri().toString(), moved.uri().toString()));
      assertThat(plan.asText())
          .isEqualTo(
              "~ hospital\n    - jwks_uri: %s\n    + jwks_uri: %s\n"
                  .formatted(department.uri(), moved.uri()));
      node.get(ClientApply.class).apply(plan, RequestOrigin.SERVER).orElseThrow();
      assertThat(knows("two")).isTrue();
      assertThat(knows("one")).isFalse();
    }
  }
}
