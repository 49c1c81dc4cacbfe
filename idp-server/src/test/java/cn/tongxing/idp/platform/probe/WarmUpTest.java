package cn.tongxing.idp.platform.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.platform.launch.OwnBrowser;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** What a server does before people may be sent to it. */
@Clause("issue 5 item 0: the first click")
class WarmUpTest {

  private final RunningServer server = RunningServer.shared();

  private WarmUp warmUp(Environment environment) {
    return new WarmUp(environment, server.bean(Issuer.class), server.bean(PasswordHash.class));
  }

  private OwnBrowser browser() {
    Environment environment = server.bean(Environment.class);
    return new OwnBrowser(
        environment.getRequiredProperty("local.server.port", Integer.class),
        server.bean(Issuer.class).uri().getRawAuthority());
  }

  private long onTheTrail() {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from audit_event where address like '127.%' or address like '0:%'")
        .query(Long.class)
        .single();
  }

  @Test
  void theFirstPagesAreMadeOnceAndNothingOfItStaysOnTheTrail() throws Exception {
    long before = onTheTrail();
    assertThat(warmUp(server.bean(Environment.class)).warm()).isEmpty();
    warmUp(server.bean(Environment.class)).run(new DefaultApplicationArguments());
    assertThat(onTheTrail()).isEqualTo(before);
  }

  @Test
  void itGoesAsABrowserDoesFromTheFirstPageToTheNext() throws Exception {
    OwnBrowser browser = browser();
    String choice = browser.get("/me");
    assertThat(choice).contains("method:password");
    assertThat(OwnBrowser.assets(choice)).anyMatch(path -> path.endsWith(".css"));
    assertThat(browser.press(choice, "method:password")).contains("id=\"password\"");
    assertThatThrownBy(() -> browser.get("/nowhere")).isInstanceOf(IOException.class);
  }

  /** As where it ends TLS itself, or a port does not answer. */
  @Test
  void whatCannotBeWarmedIsNoReasonNotToStart() throws Exception {
    int port;
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = silent.getLocalPort(); // nobody's from here on
    }
    var environment = new MockEnvironment().withProperty("local.server.port", "" + port);
    assertThat(warmUp(environment).warm())
        .hasValueSatisfying(why -> assertThat(why).contains("ConnectException"));
    warmUp(environment).run(new DefaultApplicationArguments());
    assertThat(warmUp(new StandardEnvironment()).warm()).as("no server").isEmpty();
  }

  /** What the first person would wait for: run by itself, with {@code -Dwarm.time=true}. */
  @Test
  @EnabledIfSystemProperty(named = "warm.time", matches = "true")
  void howLongTheFirstClickTakesBeforeAndAfter() throws Exception {
    List<String> told = new ArrayList<>();
    for (String when : List.of("first", "second", "third")) {
      OwnBrowser browser = browser();
      long began = System.nanoTime();
      String choice = browser.get("/me");
      long chosen = System.nanoTime();
      browser.press(choice, "method:sms");
      long asked = System.nanoTime();
      server.bean(PasswordHash.class).hash("床前明月光疑是地上霜");
      long hashed = System.nanoTime();
      told.add(
          "%s: choice %d ms, phone %d ms, password hash %d ms"
              .formatted(
                  when, millis(began, chosen), millis(chosen, asked), millis(asked, hashed)));
    }
    System.out.println(String.join("\n", told));
  }

  private static long millis(long from, long to) {
    return Duration.ofNanos(to - from).toMillis();
  }
}
