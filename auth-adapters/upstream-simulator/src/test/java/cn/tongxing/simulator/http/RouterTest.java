package cn.tongxing.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is answered by whom, and what is not answered. */
class RouterTest {

  private final RequestLog log = new RequestLog(InstantSource.system());
  private final HttpClient client = HttpClient.newHttpClient();
  private Router router;

  @BeforeEach
  void start() throws IOException {
    router = Router.open(0, log);
    router.on("GET", "/one", _ -> Reply.text(200, "one"));
    router.on("POST", "/one", call -> Reply.text(200, "took " + call.form("a")));
    router.on("GET", "/many/*", call -> Reply.text(200, "many " + call.path()));
    router.on(
        "GET",
        "/bug",
        _ -> {
          throw new IllegalStateException("not for the page");
        });
    router.on("GET", "/silent", _ -> Reply.reset());
    router.start();
  }

  @AfterEach
  void stop() {
    router.close();
    client.close();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path));
  }

  private HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void aPathIsItsOwnOrOneBelow() throws Exception {
    assertThat(sent(at("/one")).body()).isEqualTo("one\n");
    assertThat(sent(at("/many/of/them")).body()).isEqualTo("many /many/of/them\n");
    assertThat(sent(at("/one/more")).statusCode()).isEqualTo(404);
    assertThat(sent(at("/none")).statusCode()).isEqualTo(404);
    assertThat(sent(at("/one").PUT(BodyPublishers.noBody())).statusCode()).isEqualTo(404);
  }

  @Test
  void whoAsksForTheHeadGetsNoBody() throws Exception {
    HttpResponse<String> head = sent(at("/one").HEAD());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'");
  }

  @Test
  void aBodyIsReadUpToHalfAMegabyte() throws Exception {
    int most = 512 * 1024;

    assertThat(sent(at("/one").POST(BodyPublishers.ofString("a=" + "x".repeat(most - 2)))))
        .satisfies(taken -> assertThat(taken.body()).hasSize("took ".length() + most - 2 + 1));
    assertThat(sent(at("/one").POST(BodyPublishers.ofByteArray(new byte[most + 1]))).statusCode())
        .isEqualTo(413);
  }

  @Test
  void anErrorOfItsOwnTellsNothingAndStopsNothing() throws Exception {
    HttpResponse<String> bug = sent(at("/bug"));

    assertThat(bug.statusCode()).isEqualTo(500);
    assertThat(bug.body()).doesNotContain("not for the page");
    assertThat(sent(at("/one")).statusCode()).isEqualTo(200);
  }

  @Test
  void aConnectionIsClosedUnansweredAndWrittenDown() {
    assertThatThrownBy(() -> sent(at("/silent"))).isInstanceOf(IOException.class);
    assertThat(log.latest())
        .anySatisfy(entry -> {
          assertThat(entry.path()).isEqualTo("/silent");
          assertThat(entry.status()).isEqualTo(Reply.NO_ANSWER);
        });
  }

  @Test
  void theLogHoldsTheLatestTwoHundredAndNoQuery() throws Exception {
    sent(at("/one?name=secret"));
    assertThat(log.latest().toString()).contains("/one").doesNotContain("secret");

    for (int i = 0; i < 200; i++) {
      log.add("GET", "/later", 200);
    }
    log.add("GET", "/simulator.css", 200);
    assertThat(log.latest()).hasSize(200);
    assertThat(log.calls("/later")).isEqualTo(200);
    assertThat(log.calls("/one")).isZero();
  }
}
