package cn.tongxing.idp.platform.connector;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * HTTP/2, frame by frame, at a container that waits half a minute for each byte: a connection takes
 * requests for two seconds, and has as long again to end them.
 */
@Clause("W14")
@ExtendWith(OutputCaptureExtension.class)
class TimedHttp2Test {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int GO_AWAY = 7;
  private static final int END_OF_STREAM = 1;
  private static final int END_OF_HEADERS = 4;

  /** POST http://a/ in HPACK: three fields of the static table and a literal authority. */
  private static final byte[] POST = {(byte) 0x83, (byte) 0x86, (byte) 0x84, 0x41, 0x01, 'a'};

  @TempDir Path folder;
  private TimedContainer container;
  private final List<Integer> kinds = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream bodies = new ByteArrayOutputStream();

  @BeforeEach
  void start() throws Exception {
    var http2 = new WideHttp2();
    http2.setReadTimeout(30_000);
    http2.setKeepAliveTimeout(30_000);
    http2.setStreamReadTimeout(30_000);
    container = new TimedContainer(folder, http2);
  }

  @AfterEach
  void stop() throws Exception {
    container.close();
  }

  private interface Trickle {
    void next(Socket socket) throws IOException;
  }

  private static void frame(Socket socket, int kind, int flags, int stream, byte[] payload)
      throws IOException {
    var sent = new ByteArrayOutputStream();
    sent.write(head(kind, flags, stream, payload.length));
    sent.write(payload);
    socket.getOutputStream().write(sent.toByteArray());
    socket.getOutputStream().flush();
  }

  private static byte[] head(int kind, int flags, int stream, int length) {
    return new byte[] {
      (byte) (length >> 16),
      (byte) (length >> 8),
      (byte) length,
      (byte) kind,
      (byte) flags,
      0,
      0,
      0,
      (byte) stream
    };
  }

  private Socket connect() throws IOException {
    var socket = container.connect();
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    frame(socket, SETTINGS, 0, 0, new byte[0]);
    return socket;
  }

  /** What comes back, until the connection ends. */
  private void read(Socket socket) {
    try (var answers = new DataInputStream(socket.getInputStream())) {
      while (true) {
        int length = answers.readUnsignedByte() << 16 | answers.readUnsignedShort();
        int kind = answers.readUnsignedByte();
        int flags = answers.readUnsignedByte();
        answers.readInt();
        byte[] payload = answers.readNBytes(length);
        kinds.add(kind);
        if (kind == DATA) {
          bodies.write(payload);
        }
        if (kind == SETTINGS && flags == 0) {
          frame(socket, SETTINGS, 1, 0, new byte[0]);
        }
        if (kind == 6 && flags == 0) {
          frame(socket, 6, 1, 0, payload); // a ping wants its answer
        }
      }
    } catch (IOException end) {
      // that is what is waited for
    }
  }

  /** Something each third of a second, as long as it is taken. */
  private Duration cutOff(Trickle first, Trickle then) throws Exception {
    Instant begin = Instant.now();
    try (Socket socket = connect()) {
      Thread reader = Thread.ofVirtual().start(() -> read(socket));
      first.next(socket);
      while (reader.isAlive() && since(begin).compareTo(Duration.ofSeconds(15)) < 0) {
        try {
          then.next(socket);
        } catch (IOException cut) {
          // that too
        }
        reader.join(Duration.ofMillis(300));
      }
      assertThat(reader.isAlive()).as("still connected").isFalse();
    }
    return since(begin);
  }

  private static Duration since(Instant begin) {
    return Duration.between(begin, Instant.now());
  }

  @Test
  void whoSendsABodyPieceByPieceIsCutOff() throws Exception {
    Duration lasted =
        cutOff(
            socket -> frame(socket, HEADERS, END_OF_HEADERS, 1, POST),
            socket -> frame(socket, DATA, 0, 1, new byte[1_100])); // smaller ones are overhead

    assertThat(lasted).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
  }

  @Test
  void whoSendsAHeadByteByByteIsCutOff() throws Exception {
    Duration lasted =
        cutOff(
            socket -> socket.getOutputStream().write(head(HEADERS, END_OF_HEADERS, 1, 9_000)),
            socket -> socket.getOutputStream().write(0x83));

    assertThat(lasted).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(10));
  }

  /** As every browser does that leaves its connection open: nothing that anybody has to read. */
  @Test
  void whoSendsNothingIsCutOffAndNobodyIsToldOfARequest(CapturedOutput output) throws Exception {
    assertThat(cutOff(_ -> {}, _ -> {})).isLessThan(Duration.ofSeconds(10));
    assertThat(output).doesNotContain("took too long");
  }

  /** GET in HPACK: three fields of the static table, a literal path and a literal authority. */
  private static byte[] get(String path) {
    var head = new ByteArrayOutputStream();
    head.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, 0x04, (byte) path.length()});
    head.writeBytes(path.getBytes(StandardCharsets.US_ASCII));
    head.writeBytes(new byte[] {0x41, 0x01, 'a'});
    return head.toByteArray();
  }

  /** The container would send a status alone: none of our words, and no protecting header. */
  @ParameterizedTest
  @ValueSource(strings = {"/<script>", "/a b", "/\"x", "/?a=<b>", "/{x}"})
  @Clause("W12")
  void aMalformedPathIsReportedLikeEveryError(String path) throws Exception {
    try (Socket socket = connect()) {
      Thread reader = Thread.ofVirtual().start(() -> read(socket));
      frame(socket, HEADERS, END_OF_HEADERS | END_OF_STREAM, 1, get(path));

      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> !reader.isAlive() || bodies.toString(StandardCharsets.UTF_8).contains("400"));
      assertThat(bodies.toString(StandardCharsets.UTF_8)).contains("400").doesNotContain("ok");
    }
  }

  /** The browser is told to open another, and what was begun on this one is answered. */
  @Test
  @Clause("RFC 9113 6.8")
  void whatWasBegunBeforeTheConnectionTookNoMoreIsAnswered() throws Exception {
    try (Socket socket = connect()) {
      Thread reader = Thread.ofVirtual().start(() -> read(socket));
      frame(socket, HEADERS, END_OF_HEADERS, 1, POST);
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> kinds.contains(GO_AWAY));
      assertThat(bodies.size()).isZero();

      frame(socket, DATA, END_OF_STREAM, 1, new byte[10]);

      assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
      assertThat(bodies.toString(StandardCharsets.US_ASCII)).isEqualTo("ok");
    }
  }
}
