package cn.tongxing.idp.integrating;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.platform.TongxingServer;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks {@code docs/integrating/README.md} with a real Spring Boot application: the clients file,
 * the properties and the code are those of the page.
 */
@Clause("issue 5 item 26: the first page for integrators")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringBootClientTest {

  private static final Path PAGE = Path.of("..", "docs", "integrating", "README.md");

  private Path folder;
  private ConfigurableApplicationContext server;
  private String issuer;
  private String app;
  private ForeignApp foreign;

  @BeforeAll
  void startBoth(@TempDir Path temporary) throws IOException {
    folder = temporary;
    int port = freePort();
    issuer = "http://localhost:" + freePort();
    app = "http://localhost:" + port;
    server =
        SpringApplication.run(
            TongxingServer.class,
            "--server.port=" + URI.create(issuer).getPort(),
            "--idp.issuer=" + issuer,
            "--idp.outbound.allow-loopback=true");
    String properties =
        block("properties")
            .replace("http://localhost:9000", issuer)
            .replaceAll("\\(the .*\\)", secret());
    Files.writeString(folder.resolve("application.properties"), properties);
    foreign = ForeignApp.start(folder, port);
  }

  @AfterAll
  void stopBoth() {
    foreign.close();
    server.close();
  }

  @Test
  void thePageShowsTheCodeThatRunsHere() throws IOException {
    String source = Files.readString(Path.of("src/test/java/cn/tongxing/parking/ParkingApp.java"));
    Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page());
    while (blocks.find()) {
      for (String line : blocks.group(1).lines().map(SpringBootClientTest::bare).toList()) {
        assertThat(bare(source))
            .contains(
                line.replace(
                        "hello(@AuthenticationPrincipal OidcUser user) {",
                        "hello(@AuthenticationPrincipal OidcUser user, ")
                    .replace("...", ""));
      }
    }
  }

  @Test
  void fourLinesSignAPersonInAndTellNameAndLevel() throws Exception {
    var browser = new Browser();
    String[] told = browser.signIn(person()).split(" ");

    assertThat(told[0]).isNotBlank();
    assertThat(told[1]).isEqualTo("李明");
    assertThat(told[2]).isEqualTo("p2");
    assertThat(told[3]).isEqualTo("urn:tongxing:acr:p2:a1");
    assertThat(told[5]).isEqualTo("null");
  }

  @Test
  void sinceWhenAnAccountIsWhoseItIsNowIsReadAsANumber() throws Exception {
    PersonId person = person();
    new Browser().signIn(person); // it met the account before
    server
        .getBean(JdbcClient.class)
        .sql("update person set reverified_at = '2036-11-20T08:00:00Z' where id = ?")
        .param(person.value())
        .update();

    String[] told = new Browser().signIn(person).split(" ");

    assertThat(Instant.ofEpochSecond(Long.parseLong(told[5])))
        .isEqualTo(Instant.parse("2036-11-19T16:00:00Z"));
  }

  @Test
  void signingOutThereSignsOutHere() throws Exception {
    var browser = new Browser();
    String csrf = browser.signIn(person()).split(" ")[4];
    Sessions sessions = server.getBean(Sessions.class);
    assertThat(sessions.find(browser.cookie)).isPresent();

    var answer = browser.post(app + "/logout", "_csrf=" + csrf);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith(issuer);
    var back = browser.get(answer.headers().firstValue("Location").orElseThrow());

    assertThat(back.headers().firstValue("Location")).contains(app + "/signed-out");
    assertThat(sessions.find(browser.cookie)).isEmpty();
    var page = browser.follow(app + "/signed-out");
    assertThat(page.uri()).as("not back to signing in").hasPath("/signed-out");
    assertThat(page.body()).contains("您已退出停车缴费");
  }

  @Test
  void whoDoesNotAgreeReadsSoInTheApplicationsOwnWordsAndMayBeginAgain() throws Exception {
    register(true);
    try {
      var browser = new Browser();
      browser.known(person());
      var consent = browser.follow(app + "/");
      assertThat(consent.body()).contains("停车缴费", "不同意");
      var answer =
          browser.post(
              consent.uri().resolve(form(consent.body(), "action")).toString(),
              "action=refuse&step=" + form(consent.body(), "value"));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);

      var page = browser.follow(answer.headers().firstValue("Location").orElseThrow());

      assertThat(page.uri()).hasPath("/not-signed-in");
      assertThat(page.body()).contains("没有同意提供信息", "登录停车缴费").doesNotContain("Invalid credentials");
    } finally {
      register(false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "login_required, 您还没有登录",
    "temporarily_unavailable, 暂时无法使用",
    "<b>server_error, 登录没有完成，请再试一次"
  })
  void whateverElseComesBackIsSaidInWordsToo(String error, String words) throws Exception {
    var browser = new Browser();
    var begin = browser.get(app + "/oauth2/authorization/tongxing");
    String state = between(begin.headers().firstValue("Location").orElseThrow(), "state=", "&");

    var page =
        browser.follow(
            app
                + "/login/oauth2/code/tongxing?state="
                + state
                + "&iss="
                + URLEncoder.encode(issuer, UTF_8)
                + "&error="
                + URLEncoder.encode(error, UTF_8));

    assertThat(page.uri()).hasPath("/not-signed-in");
    assertThat(page.body()).contains(words).doesNotContain("<b>", "Invalid credentials");
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  /** An attribute within the page's form. */
  private static String form(String page, String attribute) {
    String form = between(page, "<form method=\"post\"", "</form>");
    return between(form, attribute + "=\"", "\"");
  }

  @Test
  void beingShutOutHereEndsTheSessionThere() throws Exception {
    var browser = new Browser();
    PersonId person = person();
    browser.signIn(person);
    assertThat(browser.get(app + "/").statusCode()).isEqualTo(200);

    server
        .getBean(Standings.class)
        .disable(person, new Standings.Reason("case-1"), Window.OPERATOR, RequestOrigin.SERVER);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.get(app + "/").statusCode() == 302);
  }

  // ----- the page

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static String block(String language) throws IOException {
    Matcher found =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String bare(String code) {
    return code.replaceAll("\\s+", " ").trim();
  }

  /** Registers the application as the page says, without asking the person. */
  private String secret() throws IOException {
    return register(false).secrets().getFirst().reveal();
  }

  private ClientApply.Applied register(boolean asks) throws IOException {
    String yaml =
        block("yaml")
            .replace("http://localhost:8080", app)
            .replace("sector: transport", "sector: transport\n    consent_required: " + asks);
    Path file = Files.writeString(folder.resolve("clients.yml"), yaml);
    ClientApply clients = server.getBean(ClientApply.class);
    return switch (clients.plan(file)) {
      case ClientApply.Rejected rejected -> throw new AssertionError(rejected.problems());
      case ClientApply.Plan plan -> clients.apply(plan, RequestOrigin.SERVER).orElseThrow();
    };
  }

  // ----- a person with a browser

  private PersonId person() {
    var proof =
        ProofFixtures.proof()
            .name("李明")
            .document(ProofFixtures.resident(ProofFixtures.idNumber()))
            .phone(ProofFixtures.phone())
            .by(EvidenceItem.Method.NAME_NUMBER_MATCH, "population-register", Factor.SMS)
            .build();
    Enrolment enrolment =
        server.getBean(Enrolments.class).enrol(proof, new SignInId(id()), RequestOrigin.SERVER);
    return ((Enrolment.Created) enrolment).person();
  }

  private static UUID id() {
    return TimeOrderedId.at(Instant.now(), new SecureRandom());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Follows redirects itself; cookies of both, which share a host, are kept apart by name. */
  private final class Browser {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private String cookie = "";

    /** What the application's first page says then. */
    String signIn(PersonId person) throws Exception {
      known(person);
      HttpResponse<String> page = follow(app + "/");
      assertThat(page.statusCode()).as(page.body() + foreign.log()).isEqualTo(200);
      return page.body();
    }

    /** Signed in at the platform. */
    void known(PersonId person) {
      var authenticated =
          new Sessions.Authenticated(person, new SignInId(id()), "police", Set.of(Factor.SMS));
      cookie =
          server
              .getBean(TransactionTemplate.class)
              .execute(_ ->
                  server
                      .getBean(Sessions.class)
                      .start(authenticated, Optional.empty(), RequestOrigin.SERVER))
              .cookieValue();
      var sso = new HttpCookie(Sessions.COOKIE, cookie);
      sso.setPath("/");
      sso.setVersion(0);
      cookies.getCookieStore().add(URI.create(issuer), sso);
    }

    /** The page at the end of all redirects. */
    HttpResponse<String> follow(String address) throws IOException, InterruptedException {
      HttpResponse<String> page = get(address);
      for (int hops = 0; page.statusCode() / 100 == 3 && hops < 8; hops++) {
        String to = page.headers().firstValue("Location").orElseThrow();
        page = get(page.uri().resolve(to).toString());
      }
      return page;
    }

    HttpResponse<String> get(String address) throws IOException, InterruptedException {
      return send(HttpRequest.newBuilder(URI.create(address)).build());
    }

    HttpResponse<String> post(String address, String form)
        throws IOException, InterruptedException {
      return send(
          HttpRequest.newBuilder(URI.create(address))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form))
              .build());
    }

    /** To a browser localhost is as good as https; the JDK keeps Secure cookies from it. */
    private HttpResponse<String> send(HttpRequest request)
        throws IOException, InterruptedException {
      var answer = http.send(request, BodyHandlers.ofString());
      cookies.getCookieStore().getCookies().forEach(each -> each.setSecure(false));
      return answer;
    }
  }
}
