package cn.tongxing.idp.platform.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container that waits half a minute for each byte, and two seconds for a request. */
class TimedHttp11Test {

  private static final String SHORT = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @TempDir Path folder;
  private TimedContainer container;

  @BeforeEach
  void start() throws Exception {
    container = new TimedContainer(folder);
  }

  @AfterEach
  void stop() throws Exception {
    container.close();
  }

  private Socket connect() throws IOException {
    var socket = container.connect();
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** A byte each third of a second, as long as it is taken. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET / HTTP/1.1\r\nX-A: ",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n"
      })
  void whoSendsByteAfterByteIsCutOff(String beginning) throws Exception {
    Instant begin = Instant.now();
    try (Socket socket = connect()) {
      send(socket, beginning);
      Thread reader = Thread.ofVirtual().start(() -> drain(socket));
      while (reader.isAlive()
          && Duration.between(begin, Instant.now()).compareTo(Duration.ofSeconds(15)) < 0) {
        trickle(socket);
        reader.join(Duration.ofMillis(300));
      }
      assertThat(reader.isAlive()).isFalse();
    }
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  /** Empty lines before a request are read, and are none. */
  @ParameterizedTest
  @ValueSource(strings = {"", SHORT})
  void whoSendsEmptyLinesAloneIsCutOff(String before) throws Exception {
    Instant begin = Instant.now();
    try (Socket socket = connect()) {
      send(socket, before);
      Thread reader = Thread.ofVirtual().start(() -> drain(socket));
      while (reader.isAlive()
          && Duration.between(begin, Instant.now()).compareTo(Duration.ofSeconds(15)) < 0) {
        try {
          send(socket, "\r\n");
        } catch (IOException cut) {
          break;
        }
        reader.join(Duration.ofMillis(300));
      }
      reader.join(Duration.ofSeconds(5));
      assertThat(reader.isAlive()).isFalse();
    }
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  private static void trickle(Socket socket) {
    try {
      send(socket, "a");
    } catch (IOException cut) {
      // that is what is waited for
    }
  }

  private static void drain(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
    } catch (IOException cut) {
      // that too
    }
  }

  /** What is on the way already arrives, and no more. */
  @Test
  void whoTakesByteAfterByteIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
      long taken = 0;
      Instant begin = Instant.now();
      while (Duration.between(begin, Instant.now()).compareTo(Duration.ofSeconds(5)) < 0) {
        taken += Math.max(0, socket.getInputStream().read(new byte[1_000]));
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      assertThat(taken + rest(socket)).isBetween(1L, TimedContainer.LARGE - 1L);
    }
  }

  private static long rest(Socket socket) {
    long taken = 0;
    try {
      byte[] some = new byte[65_536];
      for (int read = socket.getInputStream().read(some);
          read >= 0;
          read = socket.getInputStream().read(some)) {
        taken += read;
      }
    } catch (IOException reset) {
      // the end of it
    }
    return taken;
  }

  @Test
  void aConnectionBetweenTwoRequestsIsKept() throws Exception {
    try (Socket socket = connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, SHORT);
        assertThat(new String(readAnswer(socket), StandardCharsets.US_ASCII)).endsWith("ok");
        if (i < 2) {
          LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
        }
      }
    }
  }

  private static byte[] readAnswer(Socket socket) throws IOException {
    var answer = new java.io.ByteArrayOutputStream();
    while (!answer.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\nok")) {
      int next = socket.getInputStream().read();
      assertThat(next).isNotEqualTo(-1);
      answer.write(next);
    }
    return answer.toByteArray();
  }
}
