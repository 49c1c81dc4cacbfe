package cn.tongxing.idp.notice.sms;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.keys.SharedSecretMac;
import cn.tongxing.idp.notice.sms.SmsSender.Handover;
import cn.tongxing.idp.outbound.http.OutboundFixtures;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmsSendersTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00.123Z"));
  private static final PhoneNumber PHONE = PhoneNumber.parse("13800138000").orElseThrow();

  private record Seen(URI uri, Map<String, String> headers, byte[] body) {}

  private final AtomicReference<Seen> seen = new AtomicReference<>();
  private volatile int status = 200;
  private HttpServer receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    seen.set(new Seen(exchange.getRequestURI(), headers, exchange.getRequestBody().readAllBytes()));
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + path);
  }

  private static SmsMessage message() {
    return new CodeMessage(PHONE, "012345", "QK", 5, "id.example", Locale.SIMPLIFIED_CHINESE);
  }

  @Test
  void theTextEndsWithTheLineThatBindsTheCodeToOurHost() {
    for (Locale locale :
        new Locale[] {Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE, Locale.ENGLISH}) {
      String text =
          new CodeMessage(PHONE, "012345", "QK", 5, "id.example", locale)
              .text(new Sender("鹭岛通", "12345"));
      assertThat(text).startsWith("【鹭岛通】").contains("QK").endsWith("\n@id.example #012345");
    }
    assertThat(message().toString()).doesNotContain("012345", "13800138000");
  }

  @Test
  void theGatewayGetsJsonSignedTogetherWithItsTime() {
    GatewaySms sender =
        new GatewaySms(
            uri("/sms/send"),
            Secret.of("shared"),
            new Sender("鹭岛通", "12345"),
            new SmsPost(OutboundFixtures.onThisMachine()),
            CLOCK);

    assertThat(sender.send(message())).isEqualTo(Handover.ACCEPTED);

    Seen request = seen.get();
    String time = Long.toString(CLOCK.instant().getEpochSecond());
    String body = new String(request.body(), StandardCharsets.UTF_8);
    assertThat(body).contains("\"to\":\"+8613800138000\"", "012345", "\"template\"");
    assertThat(request.headers()).containsEntry("x-sms-timestamp", time);
    assertThat(request.headers().get("x-sms-signature"))
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    SharedSecretMac.sha256(
                        "shared".getBytes(StandardCharsets.UTF_8),
                        (time + "." + body).getBytes(StandardCharsets.UTF_8))));
    status = 500;
    assertThat(sender.send(message())).isEqualTo(Handover.FAILED);
  }
}
