package cn.tongxing.idp.platform.connector;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as bytes, unmended: what a proxy might read otherwise is not read at all. */
class StrictHeadersTest {

  private final RunningServer server = RunningServer.shared();

  /** The answer to a request in which {@code HOST} stands for our own. */
  private String answer(String request) throws IOException {
    return answer(request, Integer.MAX_VALUE);
  }

  private String answer(String request, int bytesAtOnce) throws IOException {
    URI issuer = URI.create(server.issuer());
    byte[] sent =
        request.replace("HOST", issuer.getAuthority()).getBytes(StandardCharsets.ISO_8859_1);
    try (var socket = new Socket(issuer.getHost(), issuer.getPort())) {
      socket.setSoTimeout(30_000);
      socket.setTcpNoDelay(true);
      try {
        send(socket, sent, Math.min(bytesAtOnce, sent.length));
      } catch (SocketException refused) {
        // answered and closed before everything was sent
      }
      return answered(socket.getInputStream());
    }
  }

  private static void send(Socket socket, byte[] sent, int length) throws IOException {
    for (int at = 0; at < sent.length; at += length) {
      socket.getOutputStream().write(sent, at, Math.min(length, sent.length - at));
      socket.getOutputStream().flush();
    }
    socket.shutdownOutput();
  }

  /** Up to the end, or up to the reset of a connection on which more was sent than was read. */
  private static String answered(InputStream in) throws IOException {
    var answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (SocketException reset) {
      assertThat(answer.size()).as("an answer before the reset").isPositive();
    }
    return answer.toString(StandardCharsets.UTF_8);
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
        "GET / HTTP/1.1\r\nHost: HOST\r\nX-A:bbbb\r\n c\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: HOST\r\nConnection: close\r\n\r\n",
      })
  void lineFeedsAloneAndFoldedHeadersAreRefused(String request) throws IOException {
    assertThat(answer(request)).startsWith("HTTP/1.1 400");
  }

  @Test
  void theRefusalEndsTheConnection() throws IOException {
    String good = "GET / HTTP/1.1\r\nHost: HOST\r\n\r\n";
    String folded = "GET / HTTP/1.1\r\nHost: HOST\r\nX-A: b\r\n c\r\n\r\n";

    String[] answers = answer(good + folded + good).split("HTTP/1.1 ");

    assertThat(answers).as("the third one is not answered").hasSize(3);
    assertThat(answers[1]).startsWith("200");
    assertThat(answers[2]).startsWith("400").contains("Connection: close");
  }

  /** A head that comes in byte by byte is looked at as it does. */
  @Test
  void howTheBytesArriveMakesNoDifference() throws IOException {
    String folded = "GET / HTTP/1.1\r\nHost: HOST\r\nX-A:b\r\n c\r\nConnection: close\r\n\r\n";

    assertThat(answer(folded, 1)).startsWith("HTTP/1.1 400");
    assertThat(answer(folded.replace("\r\n c", "c"), 1)).startsWith("HTTP/1.1 200");
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

  private static final String CHUNKED =
      "POST /oauth2/token HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\n3\r\na=b\r\n0\r\n";

  private static final String AFTER = "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n";

  @ParameterizedTest
  @Clause({"RFC 9112 2.2", "RFC 9112 5.2", "RFC 9112 7.1.2"})
  @ValueSource(
      strings = {
        "X-A: b\r\n c\r\n\r\n",
        "X-A:\r\n\tb\r\n\r\n",
        "X-A: b\r\n \r\n\r\n",
        " X-A: b\r\n\r\n",
        "X-A: b\n\r\n",
        "X-A: b\r\n\n",
        "X-A: b\n\n",
        "\n",
        "X-A: b\rc\r\n\r\n",
      })
  void trailersHaveOneReadingToo(String trailers) throws IOException {
    for (int bytesAtOnce : new int[] {Integer.MAX_VALUE, 1}) {
      String[] answers = answer(CHUNKED + trailers + AFTER, bytesAtOnce).split("HTTP/1.1 ");

      assertThat(answers).as("what comes after it is not answered").hasSize(2);
      assertThat(answers[1]).startsWith("400").contains("Connection: close");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "X-A: b\r\n\r\n", "X-A: b\r\nX-C: d\r\n\r\n"})
  void trailersOfOneReadingAreServed(String trailers) throws IOException {
    for (int bytesAtOnce : new int[] {Integer.MAX_VALUE, 1}) {
      String[] answers = answer(CHUNKED + trailers + AFTER, bytesAtOnce).split("HTTP/1.1 ");

      assertThat(answers).hasSize(3);
      assertThat(answers[1]).startsWith("401").contains("invalid_client");
      assertThat(answers[2]).startsWith("200");
    }
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
        "/sign-in/notify/nobody",
        "/sign-in/callback/nobody",
        "/sign-in/callback/to/police",
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
