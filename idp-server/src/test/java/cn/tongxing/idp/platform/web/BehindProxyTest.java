package cn.tongxing.idp.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.platform.TongxingServer;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plain HTTP behind a proxy that ends TLS and is named by its address range. */
@SpringBootTest(
    classes = TongxingServer.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"idp.issuer=https://id.example.cn", "idp.web.trusted-proxies=127.0.0.0/8"})
class BehindProxyTest {

  @LocalServerPort private int port;
  @Autowired private JdbcClient database;

  @Test
  @Clause({"W2", "R14"})
  void theIssuerIsConfigurationWhateverTheHeadersSay() throws IOException {
    String answer =
        send(
            "GET /.well-known/openid-configuration HTTP/1.1",
            "Host: id.example.cn",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: https",
            "Forwarded: host=evil.example");

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(answer).contains("\"issuer\":\"https://id.example.cn\"");
    assertThat(answer).doesNotContain("evil.example").doesNotContain("127.0.0.1");
  }

  @Test
  @Clause("W2")
  void anotherHostIsMisdirected() throws IOException {
    assertThat(send("GET / HTTP/1.1", "Host: evil.example")).startsWith("HTTP/1.1 421");
  }

  @Test
  @Clause({"R1", "A2"})
  void theTrailKeepsTheBrowsersAddressAndNotTheProxys() throws IOException {
    String answer =
        send(
            "GET /oauth2/authorize?client_id=nobody-here&response_type=code HTTP/1.1",
            "Host: id.example.cn",
            "X-Forwarded-For: 6.6.6.6, 198.51.100.7",
            "X-Forwarded-Proto: https");

    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(
            database
                .sql("select address from audit_event where type = 'authorization.refused'")
                .query(String.class)
                .list())
        .containsExactly("198.51.100.7");
  }

  private String send(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
