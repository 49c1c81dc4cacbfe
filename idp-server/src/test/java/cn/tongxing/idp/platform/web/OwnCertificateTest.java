package cn.tongxing.idp.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.platform.TongxingServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Finished;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The server with a certificate of its own ({@code server.ssl.*}), without anything in front. */
@SpringBootTest(classes = TongxingServer.class, webEnvironment = WebEnvironment.DEFINED_PORT)
@ExtendWith(OutputCaptureExtension.class)
class OwnCertificateTest {

  private static final String PASSWORD = "only-for-this-test";
  private static final String DOCUMENTS = "https://docs.example/for-departments";

  @TempDir private static Path folder;
  private static URI issuer = URI.create("about:blank");

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws Exception {
    int port = freePort();
    issuer = URI.create("https://localhost:" + port);
    Path store = certificate();
    registry.add("server.port", () -> port);
    registry.add("server.ssl.key-store", store::toString);
    registry.add("server.ssl.key-store-password", () -> PASSWORD);
    registry.add("server.http2.enabled", () -> true);
    registry.add("idp.issuer", issuer::toString);
    registry.add("idp.protocol.documentation", () -> DOCUMENTS);
  }

  @Test
  @Clause({"R14", "OIDCD-4.3"})
  void discoveryAndItsEndpointsAreHttps() throws Exception {
    HttpResponse<String> discovery = get("/.well-known/openid-configuration");

    assertThat(discovery.statusCode()).isEqualTo(200);
    assertThat(discovery.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(discovery.body()).contains("\"issuer\":\"" + issuer + "\"");
    assertThat(discovery.body()).doesNotContain("http://");
    assertThat(discovery.body()).contains("\"service_documentation\":\"" + DOCUMENTS + "\"");
    assertThat(discovery.headers().firstValue("Strict-Transport-Security"))
        .hasValueSatisfying(value -> assertThat(value).contains("max-age="));
  }

  @Test
  @Clause("W12")
  void errorsCarryTheProtectingHeadersToo() throws Exception {
    HttpResponse<String> missing = get("/no-such-page");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().map())
        .containsKeys(
            "content-security-policy",
            "x-frame-options",
            "x-content-type-options",
            "referrer-policy",
            "strict-transport-security");
    assertThat(missing.headers().firstValue("Cache-Control")).contains("no-store");
  }

  /** A browser whose cookies for the city's whole domain have grown too large. */
  @ParameterizedTest
  @Clause({"issue 5 item 21: limits", "RFC 6585 5"})
  @CsvSource({
    "30000, 1, 200",
    "33000, 1, 431",
    "110000, 1, 431",
    // each cookie is a field of its own (RFC 9113 8.2.3)
    "20000, 300, 200",
    "40000, 300, 431"
  })
  void headersThatAreTooLargeAreAnsweredInHttp2Too(
      int size, int fields, int status, CapturedOutput log) throws Exception {
    var request = HttpRequest.newBuilder(issuer.resolve("/"));
    for (int each = 0; each < fields; each++) {
      request.header("Cookie", "a" + each + "=" + "x".repeat(size / fields));
    }
    HttpResponse<String> answer = sent(request.build());

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 431) {
      assertThat(answer.body()).contains("请求太大", "Remove this site's cookies");
      assertThat(answer.headers().map())
          .containsKeys("content-security-policy", "x-frame-options", "cache-control");
      assertThat(log).contains("unreadable request from 127.0.0.1: status 431, HTTP/2");
    }
  }

  @ParameterizedTest
  @Clause({"BCP 195", "RFC 9325 4.2"})
  @CsvSource({
    "TLSv1.3, TLS_AES_128_GCM_SHA256, true",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, false"
  })
  void onlyAuthenticatedEncryptionIsSpoken(String version, String cipher, boolean spoken)
      throws Exception {
    try (var socket =
        (SSLSocket)
            trusting().getSocketFactory().createSocket(issuer.getHost(), issuer.getPort())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.setEnabledCipherSuites(new String[] {cipher});
      if (spoken) {
        socket.startHandshake();
        assertThat(socket.getSession().getCipherSuite()).isEqualTo(cipher);
      } else {
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      }
    }
  }

  /** A client of today does not even ask for the old ones, so that the question is written here. */
  @ParameterizedTest
  @Clause({"BCP 195", "RFC 9325 3.1.1"})
  @CsvSource({"0303, 16", "0302, 15", "0301, 15", "0300, 15"})
  void noVersionBefore12IsSpoken(String version, String answer) throws Exception {
    String hello =
        version
            + "5a".repeat(32) // random
            + "00" // no session
            + "0008c02bc009c00a00ff" // one that is spoken among others
            + "0100" // no compression
            + "001a" // groups, points, signatures, extended master secret
            + "000a000400020017"
            + "000b00020100"
            + "000d000400020403"
            + "00170000";
    String handshake = "01" + hex(hello.length() / 2, 3) + hello;
    byte[] asked =
        HexFormat.of().parseHex("16" + "0301" + hex(handshake.length() / 2, 2) + handshake);
    try (Socket socket = new Socket(issuer.getHost(), issuer.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(asked);
      byte[] said = socket.getInputStream().readNBytes(7);

      assertThat(HexFormat.of().toHexDigits(said[0]))
          .as("16 is a handshake that goes on, 15 an alert")
          .isEqualTo(answer);
      if (answer.equals("15")) {
        assertThat(said).endsWith(2, 70); // fatal, protocol_version
      }
    }
  }

  private static String hex(int number, int bytes) {
    return HexFormat.of().toHexDigits(number, 2 * bytes);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return sent(HttpRequest.newBuilder(issuer.resolve(path)).build());
  }

  private static HttpResponse<String> sent(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static Path certificate() throws IOException, InterruptedException {
    Path store = folder.resolve("server.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Finished made = Finished.of(process, Duration.ofMinutes(1));
    assertThat(made.exit()).as(made.output()).isZero();
    return store;
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
