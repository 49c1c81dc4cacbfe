package cn.tongxing.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.sms.SmsInbox.SmsMessage;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamSimulatorTest {

  private static final String NCIIC = "/nciic/services/NciicServices";

  private final InstantSource clock = InstantSource.system();
  private UpstreamSimulator simulator;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    simulator =
        UpstreamSimulator.start(
            SimulatorSettings.inMemory(clock, new SecureRandom())
                .withSlowness(Duration.ofMillis(1))
                .withQueriesPerNumber(2));
    browser = new Browser(simulator);
  }

  @AfterEach
  void stop() {
    browser.close();
    simulator.close();
  }

  private String soap(String licence, String name, String number) {
    String conditions =
        "<ROWS><INFO><SBM>tongxing-demo</SBM></INFO><ROW><GMSFHM>公民身份号码</GMSFHM><XM>姓名</XM></ROW>"
            + "<ROW FSD=\"350200\" YWLX=\"test\"><GMSFHM>%s</GMSFHM><XM>%s</XM></ROW></ROWS>"
                .formatted(number, name);
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><nciicCheck>"
        + "<inLicense>%s</inLicense><inConditions><![CDATA[%s]]></inConditions></nciicCheck></s:Body></s:Envelope>"
            .formatted(licence, conditions);
  }

  private String ask(String name, String number) throws IOException, InterruptedException {
    String licence = simulator.policeProperties().get("idp.adapters.police.nciic.licence");
    return browser.post(NCIIC, soap(licence, name, number), Map.of()).body();
  }

  @ParameterizedTest
  @CsvSource({
    "张三, 350200199001010019, '<result_xm>一致'",
    "李四, 350200199001010019, '<result_xm>不一致'",
    "吴新生, 350212200603010199, 库中无此号",
    "郑国安, 350203197005200039, 已注销",
    "林\u9fb9, 350205199709190117, '<xm>林\ue843</xm>'",
    "黄\ud842\udfb7安, 350202193602170056, '<xm>黄?安</xm>'",
    "张三, '', 必录项缺失"
  })
  void theRegisterAnswersFromThePopulation(String name, String number, String says)
      throws Exception {
    assertThat(ask(name, number).replace("&lt;", "<").replace("&gt;", ">")).contains(says);
  }

  @Test
  void theRegisterChecksItsLicenceAndWhoAsksTooOften() throws Exception {
    assertThat(browser.post(NCIIC, soap("guessed", "张三", "350200199001010019"), Map.of()).body())
        .contains("RESPONSE", "授权文件校验失败");

    ask("张三", "350200199001010019");
    ask("张三", "350200199001010019");

    assertThat(ask("张三", "350200199001010019")).contains("过于频繁");
    assertThat(ask("李四", "350200199001010027")).contains("一致");
  }

  @Test
  void whatIsNoRequestGetsASoapFault() throws Exception {
    String bomb = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + soap("x", "a", "b");

    assertThat(browser.post(NCIIC, "hello", Map.of()).body()).contains("soap:Fault");
    assertThat(browser.post(NCIIC, bomb, Map.of()).body()).contains("soap:Fault");
    assertThat(browser.post(NCIIC, "x".repeat(600_000), Map.of()).statusCode()).isEqualTo(413);
  }

  private int send(String body, String timestamp, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = (timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
    String signature = HexFormat.of().formatHex(mac.doFinal(signed));
    return browser
        .post("/sms/send", body, Map.of("X-Sms-Timestamp", timestamp, "X-Sms-Signature", signature))
        .statusCode();
  }

  private String now() {
    return Long.toString(clock.instant().getEpochSecond());
  }

  @Test
  void aSignedMessageLandsInTheInbox() throws Exception {
    String secret = simulator.smsProperties().get("idp.sms.secret");
    String body =
        "{\"to\":\"+8613800000001\",\"template\":\"otp\",\"text\":\"<b>验证码 246810，5 分钟内有效。\"}";

    assertThat(send(body, now(), secret)).isEqualTo(200);

    assertThat(simulator.inbox().to("13800000001"))
        .singleElement()
        .extracting(SmsMessage::code)
        .isEqualTo(Optional.of("246810"));
    assertThat(browser.get("/sms/messages?phone=13800000001").body())
        .contains("\"code\":\"246810\"");
    assertThat(browser.get("/sms/messages?phone=13800000002").body()).doesNotContain("246810");
    assertThat(browser.get("/sms?phone=%2B8613800000001").body())
        .contains("246810", "&lt;b&gt;", "src=\"/simulator.js\"");
    assertThat(browser.get("/sms?phone=%22%3E%3Cscript%3E").body()).doesNotContain("<script>");
  }

  @Test
  void anUnsignedStaleOrIncompleteMessageDoesNot() throws Exception {
    String secret = simulator.smsProperties().get("idp.sms.secret");
    String body = "{\"to\":\"+8613800000001\",\"template\":\"otp\",\"text\":\"1\"}";
    String old = Long.toString(clock.instant().minus(Duration.ofMinutes(6)).getEpochSecond());

    assertThat(send(body, now(), "guessed")).isEqualTo(401);
    assertThat(send(body, old, secret)).isEqualTo(401);
    assertThat(send("{\"to\":\"x\"}", now(), secret)).isEqualTo(400);
    assertThat(send("no json", now(), secret)).isEqualTo(400);
    assertThat(simulator.inbox().to("")).isEmpty();
  }

  @Test
  void theCarriersTakeNothingUnsigned() throws Exception {
    assertThat(browser.post("/carriers?AuthCode=x", "", Map.of()).body())
        .contains("MissingAuthorization");
    String signature =
        "ACS3-HMAC-SHA256 Credential=tongxing-demo,SignedHeaders=host,Signature=" + "0".repeat(64);
    assertThat(browser.post("/carriers", "", Map.of("Authorization", signature)).body())
        .contains("SignatureDoesNotMatch");
  }

  @Test
  void aFaultEndsAfterItsTimes() throws Exception {
    assertThat(browser.post("/faults/nciic/down?times=2", "", Map.of()).statusCode())
        .isEqualTo(200);

    assertThat(ask("张三", "350200199001010019")).contains("unavailable");
    assertThat(simulator.faults().current(Upstream.NCIIC))
        .contains(new Faults.Active(Fault.DOWN, 1));
    assertThat(ask("张三", "350200199001010019")).contains("unavailable");
    assertThat(ask("张三", "350200199001010019")).contains("一致");
  }

  @Test
  void aFaultIsSwitchedOnAndOffByTheButtonsOfItsPage() throws Exception {
    Map<String, String> page = Map.of("Accept", "text/html");

    assertThat(browser.post("/faults/sms/reset", "", page).statusCode()).isEqualTo(303);
    assertThat(browser.get("/faults").body()).contains("故障中：断开连接");
    assertThat(browser.get("/faults", "en").body()).contains("connection closed unanswered");
    browser.post("/faults/sms/off", "", page);
    assertThat(simulator.faults().current(Upstream.SMS)).isEmpty();
    assertThat(browser.post("/faults/sms/xxe", "", page).statusCode()).isEqualTo(400);
    assertThat(browser.post("/faults/sms/down?times=x", "", page).statusCode()).isEqualTo(400);
    assertThat(browser.post("/faults/nobody/down", "", page).statusCode()).isEqualTo(404);
  }

  @Test
  void whileAFaultIsOnEveryPageSaysSoAndOneButtonEndsAll() throws Exception {
    assertThat(browser.get("/").body()).doesNotContain("class=\"alarm\"");
    simulator.faults().set(Upstream.NCIIC, Fault.DOWN, Faults.WITHOUT_END);
    simulator.faults().set(Upstream.SMS, Fault.SLOW, 1);

    for (String path : new String[] {"/", "/citizens", "/sms", "/faults", "/requests"}) {
      assertThat(browser.get(path).body()).as(path).contains("故障已打开：公安二要素核验、短信网关");
    }
    assertThat(browser.get("/", "en").body())
        .contains("Faults are on: Name and number check, Text messages");
    assertThat(browser.get("/faults").body()).contains("恢复全部", "action=\"/faults/off\"");
    browser.post("/faults/off", "", Map.of("Accept", "text/html"));
    assertThat(browser.get("/faults").body()).doesNotContain("class=\"alarm\"", "恢复全部");
    assertThat(simulator.faults().current(Upstream.NCIIC)).isEmpty();
  }

  @Test
  void eachSwitchSaysWhatItShows() throws Exception {
    for (String language : new String[] {"zh-CN", "en"}) {
      String page = browser.get("/faults", language).body();
      long switches =
          Arrays.stream(Upstream.values())
              .mapToLong(upstream -> Arrays.stream(Fault.values()).filter(upstream::knows).count())
              .sum();
      assertThat(page.split("<small>", -1)).hasSize((int) switches + 1);
      assertThat(page).doesNotContain("<small></small>");
    }
    assertThat(browser.get("/faults").body()).contains("不计入错误次数", "短信没有发出");
  }

  @ParameterizedTest
  @CsvSource({
    "'fr-FR,en;q=0.8,zh;q=0.5', en",
    "'fr-FR,zh-TW;q=0.8,en;q=0.5', zh-CN",
    "'en;q=0,zh', zh-CN",
    "fr, zh-CN",
    "'???', zh-CN"
  })
  void theLanguageIsTheFirstOfOursThatTheBrowserWants(String wanted, String shown)
      throws Exception {
    assertThat(browser.get("/", wanted).body()).contains("<html lang=\"" + shown + "\">");
  }

  @Test
  void pagesOfOtherSitesAndForeignHostNamesAreRefused() throws Exception {
    assertThat(
            browser
                .post("/faults/sms/down", "", Map.of("Origin", "http://evil.example"))
                .statusCode())
        .isEqualTo(403);
    assertThat(simulator.faults().current(Upstream.SMS)).isEmpty();
    try (Socket socket = new Socket("127.0.0.1", simulator.baseUri().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /citizens.txt HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void everyPageIsThereInBothLanguages() throws Exception {
    for (String path : new String[] {"/", "/cyber", "/citizens", "/sms", "/faults", "/requests"}) {
      assertThat(browser.get(path, "zh-CN").body()).as(path).contains("lang=\"zh-CN\"", "演示环境");
      assertThat(browser.get(path, "en-GB").body()).as(path).contains("lang=\"en\"", "fictitious");
    }
    assertThat(browser.get("/citizens.txt").body()).contains("张三", "matches; walks the whole way");
    assertThat(browser.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(browser.get("/requests").body()).contains("/citizens.txt");
  }

  @Test
  @Tag("WCAG-2.2.2")
  void aPageThatRefreshesItselfCanBeHeldStillAndKeepsItsFilter() throws Exception {
    assertThat(browser.get("/simulator.js").body()).contains("setInterval");
    assertThat(browser.get("/sms").body()).contains("id=\"fresh\"").doesNotContain("http-equiv");
    assertThat(browser.get("/sms?phone=13800000001").body())
        .contains("src=\"/simulator.js\"", "/sms?phone=13800000001&amp;stay=yes");
    assertThat(browser.get("/sms?phone=13800000001&stay=yes").body())
        .doesNotContain("src=\"/simulator.js\"")
        .contains("/sms?phone=13800000001&amp;\"");
  }

  @Test
  void whatAQrCodeHoldsCanBePastedAndNothingElseIsOpened() throws Exception {
    String code = "/cyber/app?bizSeq=" + "a".repeat(32) + "&orgID=TX350200&appID=0002&type=0";
    String typed = URLEncoder.encode(simulator.baseUri() + code + " ", StandardCharsets.UTF_8);

    assertThat(browser.get("/").body()).contains("href=\"/cyber\"", "国家网络身份 App");
    assertThat(browser.get("/cyber?code=" + typed).headers().firstValue("Location")).contains(code);
    for (String other : new String[] {"https://evil.example" + code, "//evil.example", "<b>"}) {
      var answer = browser.get("/cyber?code=" + URLEncoder.encode(other, StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("这不是二维码的内容").doesNotContain("<b>");
    }
  }

  @Test
  @Tag("L5")
  void anEnvelopeThatIsNotOursIsRefused() throws Exception {
    assertThat(browser.post("/cyber/auth", "{}", Map.of()).statusCode()).isEqualTo(400);
    assertThat(browser.get("/cyber/keys").body())
        .contains(
            "SM2-P-256",
            simulator
                .policeProperties()
                .get("idp.adapters.police.network-identity.upstream-public-key"));
  }

  @Test
  void secretsAreMadeOnceAndKeptFromOthers(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    SimulatorSettings settings =
        new SimulatorSettings(
            0, Optional.of(folder), Duration.ZERO, 5, false, clock, new SecureRandom());
    Map<String, String> first;
    try (UpstreamSimulator one = UpstreamSimulator.start(settings)) {
      first = one.policeProperties();
    }
    try (UpstreamSimulator two = UpstreamSimulator.start(settings)) {
      String key = "idp.adapters.police.network-identity.private-key";
      assertThat(two.policeProperties()).containsEntry(key, first.get(key));
      Path file = folder.resolve("police-adapter.properties");
      assertThat(Files.readString(file))
          .contains("idp.adapters.police.nciic.endpoint=" + two.baseUri() + NCIIC)
          .contains("idp.adapters.police.egress=" + two.baseUri().getAuthority());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(folder.resolve("sms-provider.properties")))
          .contains("idp.sms.endpoint=" + two.baseUri() + "/sms/send");
      assertThat(Files.readString(folder.resolve("carriers.properties")))
          .contains("idp.carriers.endpoint=" + two.baseUri() + "/carriers");
    }
    assertThat(first.toString())
        .doesNotContain(simulator.policeProperties().get("idp.adapters.police.nciic.licence"));
  }

  @Test
  void optionsComeFromTheEnvironmentAndTheArguments() {
    Map<String, String> environment = Map.of("SIMULATOR_PORT", "1", "SIMULATOR_DATA", "a");

    assertThat(SimulatorApp.options(new String[] {"--port", "2"}, environment))
        .containsExactlyInAnyOrderEntriesOf(Map.of("port", "2", "data", "a"));
    assertThatThrownBy(() -> SimulatorApp.options(new String[] {"--host", "x"}, Map.of()))
        .hasMessageContaining("--host");
  }
}
