package cn.tongxing.idp.notice.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.keys.Acs3Signature;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.sms.SmsSender.Handover;
import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.http.OutboundFixtures;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The cloud providers' senders against a cloud on this machine that speaks TLS. */
class CloudSmsTest {

  private static final PhoneNumber MAINLAND = PhoneNumber.parse("13800138000").orElseThrow();
  private static final PhoneNumber HONG_KONG = PhoneNumber.parse("+85291234567").orElseThrow();
  private static final SmsSettings.Templates TEMPLATES =
      new SmsSettings.Templates("T_CN", "", "T_EN");
  private static final Map<String, String> OF_ALL_KINDS =
      Arrays.stream(NoticeKind.values())
          .collect(Collectors.toMap(NoticeKind::code, kind -> "N_" + kind));
  private static final SmsSettings.Notices NOTICES =
      new SmsSettings.Notices(OF_ALL_KINDS, Map.of(), Map.of("frozen", "EN_FROZEN"));
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T23:59:59.123Z"));

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger library = (Logger) LoggerFactory.getLogger("org.apache.hc");
  private final Level level = root.getLevel();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private SmsCloud cloud;
  private GuardedHttp outbound;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    root.setLevel(Level.TRACE);
    library.setLevel(Level.OFF);
    log.start();
    root.addAppender(log);
    cloud = new SmsCloud(folder);
    outbound = OutboundFixtures.trusting(cloud.authority(), "127.0.0.1");
  }

  @AfterEach
  void stop() {
    cloud.close();
    root.detachAppender(log);
    root.setLevel(level);
    library.setLevel(null);
  }

  private SmsSender aliyun(String key) {
    return aliyun(key, outbound, Duration.ofSeconds(30));
  }

  private SmsSender aliyun(String key, GuardedHttp way, Duration limit) {
    var settings =
        new SmsSettings.Aliyun(
            cloud.endpoint(), SmsCloud.ID, Secret.of(key), "通行 ~*+", TEMPLATES, NOTICES);
    return new AliyunSms(settings, new SmsPost(way, limit), CLOCK, new SecureRandom());
  }

  private SmsSender tencent(String key) {
    var settings =
        new SmsSettings.Tencent(
            cloud.endpoint(),
            "ap-guangzhou",
            SmsCloud.ID,
            Secret.of(key),
            "1400000000",
            "通行",
            TEMPLATES,
            NOTICES);
    return new TencentSms(settings, new SmsPost(outbound, Duration.ofSeconds(30)), CLOCK);
  }

  @Test
  void alibabaTakesOurSignatureAndOnlyItsOkIsAccepted() {
    SmsSender sender = aliyun(SmsCloud.KEY);
    cloud.answer = "{\"Code\":\"OK\"}";
    assertThat(sender.send(message(MAINLAND, Locale.SIMPLIFIED_CHINESE)))
        .isEqualTo(Handover.ACCEPTED);
    assertThat(cloud.query)
        .contains("PhoneNumbers=13800138000", "TemplateCode=T_CN", "SignName=通行 ~*+")
        .contains("TemplateParam={\"code\":\"012345\"}");
    assertThat(sender.send(message(HONG_KONG, Locale.ENGLISH))).isEqualTo(Handover.ACCEPTED);
    assertThat(cloud.query).contains("PhoneNumbers=85291234567", "TemplateCode=T_EN");
    cloud.answer = "{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\",\"Message\":\"13800138000 012345\"}";
    assertThat(sender.send(message(MAINLAND, Locale.TRADITIONAL_CHINESE)))
        .isEqualTo(Handover.FAILED);
    assertThat(logged()).contains("isv.BUSINESS_LIMIT_CONTROL");
    cloud.answer = "<html>";
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertNothingPersonalIsLogged();
  }

  @Test
  void tencentTakesOurSignatureAndOnlyItsOkIsAccepted() {
    SmsSender sender = tencent(SmsCloud.KEY);
    cloud.answer = "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"Ok\"}]}}";
    assertThat(sender.send(message(MAINLAND, Locale.SIMPLIFIED_CHINESE)))
        .isEqualTo(Handover.ACCEPTED);
    assertThat(cloud.body)
        .contains("\"SmsSdkAppId\":\"1400000000\"", "\"+8613800138000\"", "T_CN")
        .contains("\"TemplateParamSet\":[\"012345\"]");
    assertThat(sender.send(message(HONG_KONG, Locale.ENGLISH))).isEqualTo(Handover.ACCEPTED);
    assertThat(cloud.body).contains("\"+85291234567\"", "T_EN");
    cloud.answer =
        "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"LimitExceeded\","
            + "\"PhoneNumber\":\"+8613800138000\"}]}}";
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertThat(logged()).contains("LimitExceeded");
    cloud.answer = "{}";
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertNothingPersonalIsLogged();
  }

  @Test
  void aNoticeIsItsTemplateAlone() {
    SmsMessage notice = NoticeMessage.of(MAINLAND, NoticeKind.PHONE_CHANGE_BEGUN, Optional.empty());
    cloud.answer = "{\"Code\":\"OK\"}";
    assertThat(aliyun(SmsCloud.KEY).send(notice)).isEqualTo(Handover.ACCEPTED);
    assertThat(cloud.query).contains("TemplateCode=N_PHONE_CHANGE_BEGUN", "TemplateParam={}");
    cloud.answer = "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"Ok\"}]}}";
    assertThat(tencent(SmsCloud.KEY).send(notice)).isEqualTo(Handover.ACCEPTED);
    assertThat(cloud.body).contains("N_PHONE_CHANGE_BEGUN", "\"TemplateParamSet\":[]");
  }

  @Test
  void aNoticeTakesTheTemplateOfItsLanguageIfThereIsOne() {
    cloud.answer = "{\"Code\":\"OK\"}";
    aliyun(SmsCloud.KEY).send(new NoticeMessage(MAINLAND, NoticeKind.FROZEN, Locale.ENGLISH));
    assertThat(cloud.query).contains("TemplateCode=EN_FROZEN");
    aliyun(SmsCloud.KEY).send(new NoticeMessage(MAINLAND, NoticeKind.THAWED, Locale.ENGLISH));
    assertThat(cloud.query).contains("TemplateCode=N_THAWED");
  }

  @Test
  void aProviderWithoutATemplateForEveryNoticeStopsTheStart() {
    Map<String, String> lacking = new TreeMap<>(OF_ALL_KINDS);
    lacking.remove("taken-over");
    URI https = URI.create("https://sms.example");
    Secret key = Secret.of("key");
    SmsSettings.Notices incomplete = new SmsSettings.Notices(lacking, Map.of(), OF_ALL_KINDS);
    assertThatThrownBy(() -> new SmsSettings.Aliyun(https, "id", key, "通行", TEMPLATES, incomplete))
        .hasMessageContaining("aliyun.notices.zh-cn.taken-over");
    lacking.put("taken-over", "N");
    lacking.put("takenover", "N");
    SmsSettings.Notices mistyped = new SmsSettings.Notices(OF_ALL_KINDS, Map.of(), lacking);
    assertThatThrownBy(
            () -> new SmsSettings.Tencent(https, "r", "id", key, "1", "通行", TEMPLATES, mistyped))
        .hasMessageContaining("tencent.notices.en.takenover");
  }

  @Test
  void anotherKeyIsNoticedThere() {
    cloud.answer = "{\"Code\":\"OK\",\"Response\":{\"SendStatusSet\":[{\"Code\":\"Ok\"}]}}";
    assertThat(aliyun("other").send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertThat(tencent("other").send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertThat(logged()).contains("SignatureDoesNotMatch", "AuthFailure.SignatureFailure");
  }

  /** The providers' own examples. */
  @Test
  void thePublishedExamplesHaveThePublishedSignatures() {
    String query =
        Acs3Signature.query(
            new TreeMap<>(
                Map.of(
                    "ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
                    "RegionId", "cn-shanghai")));
    assertThat(
            Acs3Signature.signed(
                "/",
                query,
                Map.of(
                    "host", "ecs.cn-shanghai.aliyuncs.com",
                    "x-acs-action", "RunInstances",
                    "x-acs-version", "2014-05-26",
                    "x-acs-date", "2023-10-26T10:22:32Z",
                    "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
                "YourAccessKeyId",
                Secret.of("YourAccessKeySecret")))
        .hasEntrySatisfying(
            "Authorization",
            header ->
                assertThat(header)
                    .endsWith("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"));
    byte[] payload =
        ("{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"],"
                + " \"Name\": \"instance-name\"}]}")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(
            new Tc3Signature(
                    "cvm.tencentcloudapi.com",
                    "cvm",
                    "application/json; charset=utf-8",
                    1551113065,
                    payload)
                .authorization(
                    "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
                    Secret.of("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")))
        .endsWith("72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
  }

  @Test
  @Clause("A5")
  void aProviderWithoutATrustedCertificateGetsNothing() {
    GuardedHttp distrusting = OutboundFixtures.onThisMachine();
    assertThat(
            aliyun(SmsCloud.KEY, distrusting, Duration.ofSeconds(30))
                .send(message(MAINLAND, Locale.ENGLISH)))
        .isEqualTo(Handover.FAILED);
    assertThat(cloud.query).isEmpty();
    assertThat(logged()).contains("tls");
  }

  @Test
  void aHangingProviderHoldsNobodyLongerThanItsTime() {
    cloud.hangs = true;
    assertThat(
            aliyun(SmsCloud.KEY, outbound, Duration.ofMillis(500))
                .send(message(MAINLAND, Locale.ENGLISH)))
        .isEqualTo(Handover.FAILED);
    assertThat(logged()).contains("timeout");
  }

  @Test
  void anUnreachableProviderIsAFailureThatNamesNobody() {
    SmsSender sender = aliyun(SmsCloud.KEY);
    cloud.close();
    assertThat(sender.send(message(MAINLAND, Locale.ENGLISH))).isEqualTo(Handover.FAILED);
    assertThat(logged()).contains("connection");
    assertNothingPersonalIsLogged();
  }

  /** Debug lines of the HTTP library hold whole requests. */
  @Test
  void theServersOwnSettingsSilenceTheHttpLibrary() throws Exception {
    assertThat(Files.readString(Path.of("src/main/resources/application.yml")))
        .contains("org.apache.hc: \"off\"");
  }

  @Test
  void incompleteSettingsAreRefused() {
    URI https = URI.create("https://sms.example");
    Secret key = Secret.of("key");
    assertThatThrownBy(() -> new SmsSettings.Aliyun(https, "id", key, " ", TEMPLATES, NOTICES))
        .hasMessageContaining("sign-name");
    assertThatThrownBy(() -> new SmsSettings.Templates("", "x", "x")).hasMessageContaining("zh-cn");
    for (String bad : List.of("http://sms.example", "https://sms.example/path", "sms.example")) {
      assertThatThrownBy(
              () -> new SmsSettings.Aliyun(URI.create(bad), "id", key, "通行", TEMPLATES, NOTICES))
          .hasMessageContaining("https");
    }
    var aliyun = new SmsSettings.Aliyun(https, "id", key, "通行", TEMPLATES, NOTICES);
    assertThatThrownBy(
            () -> new SmsSettings(SmsSettings.Provider.TENCENT, null, null, aliyun, null, "通行"))
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

  private static SmsMessage message(PhoneNumber to, Locale locale) {
    return new CodeMessage(to, "012345", "QK", 5, "id.example", locale);
  }

  private String logged() {
    return List.copyOf(log.list).stream()
        // the cloud of this test writes what it was asked
        .filter(e -> !e.getLoggerName().startsWith("com.sun.net.httpserver"))
        .map(e -> e.getFormattedMessage() + ThrowableProxyUtil.asString(e.getThrowableProxy()))
        .collect(Collectors.joining("\n"));
  }

  private void assertNothingPersonalIsLogged() {
    assertThat(logged()).isNotEmpty().doesNotContain("13800138000", "91234567", "012345");
  }
}
