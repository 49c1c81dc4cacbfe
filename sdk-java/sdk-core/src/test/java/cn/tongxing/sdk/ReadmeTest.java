package cn.tongxing.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.parking.ParkingSignIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code README.md}: its example is compiled here, and does what it says. */
class ReadmeTest {

  private static final Path PAGE = Path.of("README.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/cn/tongxing/parking/ParkingSignIn.java");

  @Test
  void theExampleOfThePageIsTheOneThatIsCompiledHere() throws IOException {
    assertThat(block("java")).isEqualTo(Files.readString(EXAMPLE));
  }

  @Test
  void theCoordinatesOfThePageAreThoseOfTheModule() throws IOException {
    String module = Files.readString(Path.of("pom.xml"));

    assertThat(block("xml").lines().map(String::strip).filter(line -> line.contains("Id>")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(module).contains(line));
    assertThat(block("xml")).contains(version(module));
  }

  @Test
  void theExampleSignsInSaysNoAndIsToldOfALogout() throws Exception {
    try (FakeProvider provider = new FakeProvider()) {
      URI self = URI.create("http://localhost:1/");
      ParkingSignIn parking = new ParkingSignIn(provider.issuer(), "secret", self);
      provider.idToken = claims -> claims.audience("parking");
      Map<String, String> code = new HashMap<>(Map.of("code", "code-1"));

      assertThat(answer(parking, provider, code)).isEqualTo("您好，市民"); // it releases no name
      assertThat(answer(parking, provider, Map.of("error", "access_denied"))).contains("没有同意");
      assertThat(answer(parking, provider, Map.of("error", "server_error"))).contains("再试一次");
      assertThat(parking.callback(parking.login(), code)).contains("重新登录"); // without a state
      String token = provider.logoutToken(claims -> claims.audience("parking"));
      assertThat(parking.loggedOutElsewhere(token)).isPresent();
      assertThat(parking.loggedOutElsewhere("nothing")).isEmpty();
    }
  }

  private static String answer(
      ParkingSignIn parking, FakeProvider provider, Map<String, String> given)
      throws ProviderException {
    PendingSignIn pending = parking.login();
    provider.nonce = pending.nonce();
    Map<String, String> callback = new HashMap<>(given);
    callback.put("state", pending.state());
    callback.put("iss", provider.issuer().toString());
    return parking.callback(pending, callback);
  }

  private static String version(String module) {
    return module.replaceFirst("(?s).*?(<version>[^<]*</version>).*", "$1");
  }

  private static String block(String language) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("```" + language + "\n") + language.length() + 4;
    return page.substring(begin, page.indexOf("```", begin));
  }
}
