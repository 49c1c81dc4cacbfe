package cn.tongxing.idp.login.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.login.sms.SmsSender.Handover;
import cn.tongxing.idp.testing.Clause;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The library against a receiver on this machine that speaks TLS. */
class LibrarySmsTest {

  private static final PhoneNumber MAINLAND = PhoneNumber.parse("13800138000").orElseThrow();
  private static final PhoneNumber HONG_KONG = PhoneNumber.parse("+85291234567").orElseThrow();
  private static final SmsSettings.Templates TEMPLATES =
      new SmsSettings.Templates("T_CN", "", "T_EN");
  private static final String PASSWORD = "changeit";

  private final SSLContext before = defaultContext();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final AtomicReference<String> seen = new AtomicReference<>("");
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile String answer = "{}";
  private volatile boolean hangs;
  private HttpsServer receiver;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    root.setLevel(Level.TRACE);
    log.start();
    root.addAppender(log);
    SSLContext certified = certified("ip:127.0.0.1");
    SSLContext.setDefault(certified);
    receiver(certified);
  }

  private void receiver(SSLContext context) throws IOException {
    receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setHttpsConfigurator(new HttpsConfigurator(context));
    receiver.createContext("/", this::receive);
    receiver.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.set(
        exchange.getRequestURI()
            + "\n"
            + exchange.getRequestHeaders().get("Authorization")
            + "\n"
            + URLDecoder.decode(body, StandardCharsets.UTF_8));
    if (hangs) {
      awaitRelease();
    }
    byte[] content = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
    exchange.close();
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    released.countDown();
    receiver.stop(0);
    SSLContext.setDefault(before);
    root.detachAppender(log);
    root.setLevel(level);
  }

  @Test
  void alibabaGetsASignedRequestAndOnlyItsOkIsAccepted() {
    LibrarySms sender = new LibrarySms(aliyun());
    answer = "{\"Code\":\"OK\"}";
    assertThat(sender.send(message(MAINLAND, Locale.SIMPLIFIED_CHINESE)))
        .isEqualTo(Handover.ACCEPTED);
    assertThat(seen.get())
        .contains("SignatureMethod=HMAC-SHA1", "AccessKeyId=id", "Signature=")
        .contains("PhoneNumbers=13800138000", "TemplateCode=T_CN", "SignName=通行")
        .contains("TemplateParam={\"code\":\"012345\"}");
    sender.send(message(HONG_KONG, Locale.ENGLISH));
    assertThat(seen.get()).contains("PhoneNumbers=85291234567", "TemplateCode=T_EN");
    answer = "{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\",\"Message\":\"13800138000 012345\"}";
    assertThat(sender.send(message(MAINLAND, Locale.TRADITIONAL_CHINESE)))
        .isEqualTo(Handover.FAILED);
    assertThat(logged()).contains("isv.BUSINESS_LIMIT_CONTROL");
    answer = "<html>";
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertNothingPersonalIsLogged();
  }

  @Test
  void tencentGetsASignedRequestAndOnlyItsOkIsAccepted() {
    LibrarySms sender = new LibrarySms(tencent());
    answer = "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"Ok\"}]}}";
    assertThat(sender.send(message(MAINLAND, Locale.SIMPLIFIED_CHINESE)))
        .isEqualTo(Handover.ACCEPTED);
    assertThat(seen.get())
        .contains("TC3-HMAC-SHA256 Credential=id/", "\"SmsSdkAppId\":\"1400000000\"")
        .contains("+8613800138000".substring(1), "\"TemplateParamSet\":[\"012345\"]", "T_CN");
    sender.send(message(HONG_KONG, Locale.ENGLISH));
    assertThat(seen.get()).contains("85291234567\"", "T_EN").doesNotContain("8685291234567");
    answer =
        "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"LimitExceeded\","
            + "\"PhoneNumber\":\"+8613800138000\"}]}}";
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    answer = "{}";
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertNothingPersonalIsLogged();
  }

  @Test
  void aProviderWithoutATrustedCertificateGetsNothing() throws Exception {
    SSLContext.setDefault(before);
    assertThat(new LibrarySms(aliyun()).send(message(MAINLAND, Locale.ENGLISH)))
        .isEqualTo(Handover.FAILED);
    SSLContext other = certified("dns:other.example");
    receiver.stop(0);
    receiver(other);
    SSLContext.setDefault(other);
    assertThat(new LibrarySms(tencent()).send(message(MAINLAND, Locale.ENGLISH)))
        .isEqualTo(Handover.FAILED);
    assertThat(seen.get()).isEmpty();
  }

  @Test
  void aHangingProviderHoldsNobodyLongerThanItsTime() {
    hangs = true;
    answer = "{\"Code\":\"OK\"}";
    LibrarySms sender = new LibrarySms(aliyun(), Duration.ofMillis(300));
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertThat(logged()).contains("too late");
  }

  @Test
  void anUnreachableProviderIsAFailureThatNamesNobody() {
    LibrarySms sender = new LibrarySms(aliyun());
    receiver.stop(0);
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertThat(logged()).contains("unreachable");
    assertNothingPersonalIsLogged();
  }

  @Test
  void incompleteSettingsAreRefused() {
    URI https = URI.create("https://sms.example");
    Secret key = Secret.of("key");
    assertThatThrownBy(() -> new SmsSettings.Aliyun(https, "id", key, " ", TEMPLATES))
        .hasMessageContaining("sign-name");
    assertThatThrownBy(() -> new SmsSettings.Templates("", "x", "x")).hasMessageContaining("zh-cn");
    for (String bad : List.of("http://sms.example", "https://sms.example/path", "sms.example")) {
      assertThatThrownBy(() -> new SmsSettings.Aliyun(URI.create(bad), "id", key, "通行", TEMPLATES))
          .hasMessageContaining("https");
    }
    assertThatThrownBy(
            () -> new SmsSettings(SmsSettings.Provider.TENCENT, null, null, aliyun(), null, "通行"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Clause("A5")
  void aGatewayHearsOfCodesThroughTlsOnly() {
    Secret key = Secret.of("key");
    for (String bad : List.of("http://sms.example/send", "sms.example", "ftp://sms.example")) {
      assertThatThrownBy(() -> gateway(URI.create(bad), key)).hasMessageContaining("https");
    }
    assertThat(gateway(URI.create("https://sms.example/send"), key).isConfigured()).isTrue();
    assertThat(gateway(URI.create("http://127.0.0.1:9001/send"), key).isConfigured()).isTrue();
  }

  private static SmsSettings gateway(URI endpoint, Secret key) {
    return new SmsSettings(SmsSettings.Provider.GATEWAY, endpoint, key, null, null, "通行");
  }

  private SmsSettings.Aliyun aliyun() {
    return new SmsSettings.Aliyun(endpoint(), "id", Secret.of("key"), "通行", TEMPLATES);
  }

  private SmsSettings.Tencent tencent() {
    return new SmsSettings.Tencent(
        endpoint(), "ap-guangzhou", "id", Secret.of("key"), "1400000000", "通行", TEMPLATES);
  }

  private URI endpoint() {
    return URI.create("https://127.0.0.1:" + receiver.getAddress().getPort());
  }

  private static SmsMessage message(PhoneNumber to, Locale locale) {
    return new SmsMessage(to, "012345", "QK", 5, "id.example", locale);
  }

  private String logged() {
    return List.copyOf(log.list).stream()
        .map(e -> e.getFormattedMessage() + ThrowableProxyUtil.asString(e.getThrowableProxy()))
        .collect(Collectors.joining("\n"));
  }

  private void assertNothingPersonalIsLogged() {
    assertThat(logged()).isNotEmpty().doesNotContain("13800138000", "91234567", "012345");
  }

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A context that shows a new certificate and trusts nothing else. */
  private SSLContext certified(String name) throws Exception {
    Path file = folder.resolve(name.replace(':', '-') + ".p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int exit =
        new ProcessBuilder(
                List.of(
                    tool,
                    "-genkeypair",
                    "-alias",
                    "a",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=receiver",
                    "-ext",
                    "SAN=" + name,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start()
            .waitFor();
    assertThat(exit).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    // a key entry is no trust anchor: its certificate has to be one
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("a", store.getCertificate("a"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
