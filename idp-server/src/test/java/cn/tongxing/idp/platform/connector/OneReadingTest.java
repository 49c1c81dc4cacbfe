package cn.tongxing.idp.platform.connector;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as bytes, unmended: what a proxy might read otherwise is not read at all. */
class OneReadingTest {

  private final RunningServer server = RunningServer.shared();

  /** The answer to a request in which {@code HOST} stands for our own. */
  private String answer(String request) throws IOException {
    URI issuer = URI.create(server.issuer());
    String sent = request.replace("HOST", issuer.getAuthority());
    try (var socket = new Socket(issuer.getHost(), issuer.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @Clause({"RFC 9112 2.2", "RFC 9112 5.2"})
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\nHost: HOST\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nX-A: b\r\n c\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nX-A: b\r\n\tTransfer-Encoding: chunked\r\nConnection:"
            + " close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nX-A: b\r\n \r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nX-A:\r\n b\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nX-A: b\r\n c\n d\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nX-A: b\rc\r\nConnection: close\r\n\r\n",
        "\nGET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
      })
  void lineFeedsAloneAndFoldedHeadersAreRefused(String request) throws IOException {
    assertThat(answer(request)).startsWith("HTTP/1.1 400");
  }

  @Test
  void theRefusalCarriesTheProtectingHeadersAndEndsTheConnection() throws IOException {
    String answer =
        answer("GET / HTTP/1.1\nHost: HOST\r\n\r\nGET / HTTP/1.1\r\nHost: HOST\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer.split("HTTP/1.1 ")).as("the second one is not answered").hasSize(2);
    assertThat(answer)
        .contains("Content-Security-Policy: default-src 'none'", "Cache-Control: no-store")
        .contains("Connection: close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:HOST\r\nX-A: \t b \t c  \r\nX-B:\r\nConnection: close\r\n\r\n",
      })
  void whatHasOneReadingIsServed(String request) throws IOException {
    assertThat(answer(request)).startsWith("HTTP/1.1 200");
  }

  @Test
  void requestsOneAfterTheOtherOnAConnectionAreServed() throws IOException {
    String one = "GET / HTTP/1.1\r\nHost: HOST\r\nX-A: longer than the next one is\r\n\r\n";
    String two = "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n";

    assertThat(answer(one + one + two).split("HTTP/1.1 200")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A\n{}=\r\n0\r\n\r\n", "2\r\n{}\n0\r\n\r\n", "2;x=\n{}\r\n0\r\n\r\n"})
  @Clause("RFC 9112 7.1")
  void chunksAreSeparatedByWholeLineEndsToo(String body) throws IOException {
    String head =
        "POST /oauth2/token HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n";

    assertThat(answer(head + body)).startsWith("HTTP/1.1 400");
  }

  /** Anybody could fill the log. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/oauth2/token",
        "/oauth2/introspect",
        "/oauth2/revoke",
        "/oauth2/userinfo",
        "/oauth2/authorize",
        "/oauth2/authorize/consent",
        "/oauth2/logout",
        "/oauth2/logout/confirm",
        "/sign-in/nobody",
        "/me/sessions/end-others",
        "/nowhere"
      })
  void aPostThatAnnouncesMoreThanItSendsIsNoFaultOfOurs(String path) throws IOException {
    try (var log = LogLines.begin()) {
      String answer =
          answer(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: HOST\r\nContent-Length: 10\r\nAccept: text/html\r\n"
                  + "Content-Type: application/x-www-form-urlencoded\r\n\r\n");
      assertThat(answer).doesNotStartWith("HTTP/1.1 5");
      assertThat(log.withStack()).isEmpty();
    }
  }
}
