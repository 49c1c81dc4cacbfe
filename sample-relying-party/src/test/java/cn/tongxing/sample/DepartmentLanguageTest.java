package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.sdk.ClientSettings;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which language a department asks the provider's pages in. */
class DepartmentLanguageTest {

  private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");
  private static final URI ADDRESS = URI.create("https://hospital.example/");

  private final HttpServer provider = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String issuer() {
    return "http://127.0.0.1:" + provider.getAddress().getPort();
  }

  @BeforeEach
  void describeProvider() {
    byte[] metadata =
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
         "token_endpoint": "%1$s/token", "userinfo_endpoint": "%1$s/userinfo",
         "end_session_endpoint": "%1$s/logout", "jwks_uri": "%1$s/jwks"}
        """
            .formatted(issuer())
            .getBytes(StandardCharsets.UTF_8);
    provider.createContext(
        "/.well-known/openid-configuration",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, metadata.length);
          exchange.getResponseBody().write(metadata);
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  /** Nobody chose one here, and {@code ui_locales} would overrule what was chosen there. */
  @ParameterizedTest
  @ValueSource(strings = {"zh-HK", "zh-TW", "en", "zh-CN", ""})
  void itLeavesTheLanguageToTheCitizenAndTheirBrowser(String accepted) {
    InstantSource clock = InstantSource.system();
    var department =
        new Department(
            new Hospital(clock, new TextMessages(Optional.empty(), clock)),
            ClientSettings.confidential(
                URI.create(issuer()),
                "hospital",
                "secret-of-the-hospital-for-tests",
                ADDRESS.resolve("/callback"),
                Set.of("openid")),
            ADDRESS);
    Answer home = department.answer(new Request("GET", ADDRESS, "", List.of(), accepted));
    Matcher token = TOKEN.matcher(new String(home.body(), StandardCharsets.UTF_8));
    assertThat(token.find()).isTrue();
    String cookie = Objects.requireNonNull(home.headers().get("Set-Cookie")).split(";", 2)[0];

    Answer begun =
        department.answer(
            new Request(
                "POST",
                ADDRESS.resolve("/login"),
                "form_token=" + token.group(1),
                List.of(cookie),
                accepted));

    assertThat(begun.headers().get("Location"))
        .startsWith(issuer() + "/authorize?")
        .contains("client_id=hospital")
        .doesNotContain("ui_locales");
  }
}
