package cn.tongxing.idp.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The protecting headers are on every answer, however it came to be; sent as bytes, unmended. */
@Clause({"W12", "W13", "W3", "R15"})
@ExtendWith(OutputCaptureExtension.class)
class EveryAnswerTest {

  private final RunningServer server = RunningServer.shared();

  /** An answer's status, and its headers under their lower-case names; repeated ones joined. */
  private record Answer(int status, Map<String, String> headers, String body) {}

  private Answer raw(String method, String target, String host, String more) throws IOException {
    URI issuer = URI.create(server.issuer());
    try (var socket = new Socket(issuer.getHost(), issuer.getPort())) {
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: text/html\r\nConnection: close\r\n%s\r\n"
              .formatted(method, target, host, more);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return read(socket.getInputStream());
    }
  }

  private static Answer read(InputStream in) throws IOException {
    String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    String[] parts = all.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    Arrays.stream(lines)
        .skip(1)
        .map(line -> line.split(": ?", 2))
        .forEach(
            each -> headers.merge(each[0].toLowerCase(Locale.ROOT), each[1], "%s, %s"::formatted));
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, parts[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 200",
    "GET, /me, 303",
    "GET, /nowhere, 404",
    "GET, /assets/nowhere.css, 404",
    "GET, /assets/../me, 400|404|303",
    "GET, /me/, 404",
    "GET, //me, 400",
    "GET, /me;a=b, 400",
    "GET, /%2e/me, 400",
    "GET, /ME, 404",
    "POST, /me, 405",
    "DELETE, /me, 405",
    "TRACE, /me, 405",
    "OPTIONS, /me, 200|405",
    "OPTIONS, *, 200|405",
    "GET, *, 400|404",
    "PROPFIND, /me, 400|405",
    "POST, /me/sessions/end-others, 303",
    "GET, /oauth2/authorize, 400",
    "GET, /sign-in/nobody, 404|410|400|200",
    "GET, /oauth2/logout, 200|303",
    "POST, /oauth2/logout/confirm, 303",
    "GET, /.well-known/openid-configuration, 200",
    "POST, /oauth2/token, 400|401",
    "GET, /oauth2/token, 404|405",
    "GET, /oauth2/userinfo, 401",
    "GET, /actuator/env, 404",
    "GET, /error, 404|500|200",
  })
  void carriesTheProtectingHeaders(String method, String path, String statuses) throws IOException {
    String own = URI.create(server.issuer()).getAuthority();
    Answer answer = raw(method, path, own, "Content-Length: 0\r\n");
    assertThat(statuses.split("\\|")).contains(Integer.toString(answer.status()));
    isProtected(answer);
  }

  /** What the connector refuses before there is a filter. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/me%2fsigned-in", "/me%5c", "/me%00", "/me%zz", "/<script>", "/me\\x", "/a b"})
  void whatIsNoAddressIsRefusedInOurWords(String path) throws IOException {
    Answer answer = raw("GET", path, URI.create(server.issuer()).getAuthority(), "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("script", "Tomcat", "Exception", "signed-in");
    assertThat(answer.body()).contains("请求无法处理", "cannot be read");
    assertThat(answer.headers()).doesNotContainKeys("server", "set-cookie");
    isProtected(answer);
  }

  private Answer bytes(String request) throws IOException {
    URI issuer = URI.create(server.issuer());
    try (var socket = new Socket(issuer.getHost(), issuer.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return read(socket.getInputStream());
    }
  }

  /**
   * As in HTTP/0.9, whose answers have no headers. The container keeps that in mind for whoever
   * comes next, so that each is followed by some whose request line cannot be read.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"GET /", "GET /me", "GET /%zz", "GET /nowhere", "POST /oauth2/token", "GET", "x"})
  void aRequestWithoutAVersionIsRefusedInOurWordsAndSpoilsNoAnswerAfterIt(String line)
      throws IOException {
    for (int i = 0; i < 5; i++) {
      Answer answer = bytes(line + "\r\n\r\n");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("请求无法处理", "cannot be read");
      isProtected(answer);
      isProtected(raw("GET", "/<script>", URI.create(server.issuer()).getAuthority(), ""));
    }
  }

  /** The container has an answer of its own for the server as a whole. */
  @Test
  void aRequestAboutAllOfTheServerIsReadLikeOthers() throws IOException {
    Answer answer = bytes("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nX: \nfoo\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("请求无法处理");
    isProtected(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.2", "HTTP/9.9", "HTTP/2.0", "http/1.1", "HTTPS/1.1", "HTTP/1.1 x"})
  void aVersionThatIsNotKnownIsRefusedInOurWords(String version) throws IOException {
    Answer answer = bytes("GET / " + version + "\r\nHost: localhost\r\n\r\n");

    assertThat(answer.status()).isIn(400, 505);
    assertThat(answer.body()).contains("请求无法处理");
    isProtected(answer);
  }

  @Test
  @Clause("R11")
  void headersThatAreTooLargeAreRefusedInOurWordsAndOthersAreNot(CapturedOutput log)
      throws IOException {
    String own = URI.create(server.issuer()).getAuthority();
    String cookie = "Cookie: a=%s\r\n";
    assertThat(raw("GET", "/", own, cookie.formatted("x".repeat(30_000))).status()).isEqualTo(200);

    Answer answer = raw("GET", "/", own, cookie.formatted("x".repeat(33_000)));

    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.body()).contains("请求太大", "Remove this site's cookies");
    isProtected(answer);
    assertThat(log).containsOnlyOnce("status 431");
    assertThat(log).doesNotContain("\tat org.apache");
  }

  @Test
  @Clause("R11")
  void manyCookiesAreNoFailureOfOurs() throws IOException {
    String own = URI.create(server.issuer()).getAuthority();
    String cookies = "Cookie: " + "a=b; ".repeat(6000) + "c=d\r\n";
    assertThat(raw("GET", "/", own, cookies).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @Clause("R11")
  @ValueSource(ints = {11, 12, 200, 6000})
  void manyLanguagesAreNoFailureOfOurs(int languages) throws IOException {
    String own = URI.create(server.issuer()).getAuthority();
    String header = "Accept-Language: en" + ", fr".repeat(languages - 1) + "\r\n";
    for (String path : List.of("/", "/me", "/nowhere", "/oauth2/jwks")) {
      Answer answer = raw("GET", path, own, header);
      assertThat(answer.status()).as(path).isLessThan(500);
      isProtected(answer);
    }
    assertThat(raw("GET", "/", own, header).body()).contains("<html lang=\"en\"");
  }

  @ParameterizedTest
  @CsvSource({"GET, /me", "POST, /oauth2/token", "GET, /assets/nowhere.css", "OPTIONS, *"})
  void alsoForAnotherHost(String method, String path) throws IOException {
    Answer answer = raw(method, path, "evil.example", "Content-Length: 0\r\n");
    assertThat(answer.status()).isEqualTo(421);
    isProtected(answer);
    assertThat(answer.body()).doesNotContain("evil.example");
  }

  private static void isProtected(Answer answer) {
    assertThat(answer.headers().get("content-security-policy"))
        .startsWith("default-src 'none'")
        .contains("frame-ancestors 'none'", "base-uri 'none'")
        .contains("require-trusted-types-for 'script'; trusted-types assets");
    assertThat(answer.headers())
        .containsEntry("x-frame-options", "DENY")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("referrer-policy", "no-referrer")
        .containsKey("cache-control")
        .doesNotContainKeys("server", "x-powered-by");
    if (answer.status() != 200) {
      assertThat(answer.headers().get("cache-control")).contains("no-store");
    }
    assertThat(answer.body()).doesNotContain("Exception", "Tomcat", "org.springframework");
  }
}
