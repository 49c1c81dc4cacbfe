package cn.tongxing.idp.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.tongxing.idp.platform.TongxingServer;
import cn.tongxing.idp.platform.command.AdminCommands;
import cn.tongxing.idp.testing.Clause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A setting that does not exist, or cannot be meant, stops the start before anything runs. */
@Clause("issue 5 item 23: strict configuration")
class StrictSettingsTest {

  private static final StrictSettings CHECK = new StrictSettings();

  /** A key that would be made: without any, nothing starts. */
  private static final MapPropertySource KEYS =
      new MapPropertySource(
          "keys",
          Map.of(
              "idp.keys.key-encryption-key-file", "target/no-such-key",
              "idp.keys.generate-missing", "true"));

  @TempDir private Path folder;

  @Test
  void aServerWithoutAKeyIsRefusedBeforeItsStoresAreOpened() {
    assertThat(
            told(() ->
                CHECK.postProcessEnvironment(new StandardEnvironment(), new SpringApplication())))
        .contains("idp.keys.key-encryption-key-file", "openssl rand -base64 32");
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    Path key =
        Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Map<String, Object> settings = Map.of("idp.keys.key-encryption-key-file", key.toString());

    assertThat(refusal(settings)).contains("chmod 600");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThatCode(() -> check(settings)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "idp.adapters.police.enabeld, idp.adapters.police.enabled",
    "idp.adapters.polise.enabled, idp.adapters.police.enabled",
    "idp.adapters.police.nciic.endpiont, idp.adapters.police.nciic.endpoint",
    "idp.sesion.idle, idp.session.idle",
    "idp.session.idle-time, idp.session.idle",
    "idp.limits.sms.puase, idp.limits.sms.pause",
    "idp.issuer-uri, idp.issuer",
    "idp.web.trusted-proxy, idp.web.trusted-proxies",
    "idp.keys.key-encryption-file, idp.keys.key-encryption-key-file",
  })
  void aMisspeltSettingIsRefusedWithTheNearestName(String misspelt, String meant) {
    assertThat(refusal(Map.of(misspelt, "false")))
        .contains(misspelt, "is no setting. Did you mean " + meant + "?");
  }

  @Test
  void whatLooksLikeNothingIsRefusedWithoutASuggestion() {
    assertThat(refusal(Map.of("idp.wholly-other.thing", "1")))
        .contains("idp.wholly-other.thing", "No setting has a name like this.");
  }

  @Test
  void whatMayBeWrittenIsNamedAsTheDocumentWritesIt() {
    assertThat(refusal(Map.of("idp.sms.provider", "gatway")))
        .contains("idp.sms.provider", "does not read as one of gateway, aliyun, tencent.");
  }

  @Test
  void severalFaultsAreToldAtOnceAndTheirValuesAreNot() {
    String told =
        refusal(
            Map.of(
                "idp.sms.secert", "s3cret-of-the-gateway",
                "idp.session.idle", "twenty-of-something",
                "idp.limits.code.lifetime", "11m",
                "idp.redis.uri", "http://:s3cret@redis1"));
    assertThat(told)
        .contains("Did you mean idp.sms.secret?")
        .contains("idp.session.idle", "does not read as a Duration")
        .contains("idp.limits.code.lifetime: at most 10 minutes")
        .contains("idp.redis.uri is no address of Redis")
        .doesNotContain("s3cret")
        .doesNotContain("twenty-of-something");
  }

  /**
   * What one setting says of another, of a file or of the way out, is known before anything runs.
   */
  @Clause("S1")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "idp.pages.colour=#ffff88 | idp.pages.colour",
        "idp.pages.logo=file:pom.xml | idp.pages.logo",
        "idp.pages.picture=file:no-such-file | idp.pages.picture",
        "idp.pages.operator.zh-cn=市政府 | idp.pages.operator: needs zh-cn, zh-tw and en",
        "idp.places.networks=no-such-file | idp.places.networks",
        "idp.sms.endpoint=https://10.9.8.7/sms,idp.sms.secret=s3cret-of-the-gateway | idp.sms",
        "idp.carriers.endpoint=https://10.9.8.7,idp.carriers.access-key-id=k,idp.carriers.access-key-secret=s,idp.carriers.holder-auth-code=h | idp.carriers.endpoint 10.9.8.7 is an address of private use",
        "idp.adapters.police.egress=10.9.8.7:8443 | idp.adapters.police.egress 10.9.8.7 is an address of private use",
        "idp.adapters.police.egress=127.0.0.1:8443 | this machine",
        "idp.outbound.authorities[0].file=no-such-file,idp.outbound.authorities[0].hosts=a.example | idp.outbound.authorities",
        "idp.outbound.allow-loopback=true,idp.issuer=https://id.city.gov.cn | idp.outbound.allow-loopback",
        "idp.outbound.allow-loopback=on,idp.issuer=https://id.city.gov.cn | idp.outbound.allow-loopback",
        "idp.adapters.police.tls.authorities=no-such-file | idp.adapters.police.tls",
        "idp.keys.key-encryption-key-file=no-such-file,idp.keys.generate-missing=false | idp.keys.key-encryption-key-file",
        "idp.keys.key-encryption-key-file=pom.xml | idp.keys.key-encryption-key-file",
      })
  void whatCannotWorkTogetherIsRefusedByItsName(String settings, String told) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String setting : settings.split(",", -1)) {
      String[] parts = setting.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    assertThat(refusal(all)).contains(told).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "idp.data-folder=data",
        "idp.dataFolder=data",
        "idp.pages.links.accessibility=/a11y",
        "idp.web.trusted-proxies[0]=10.0.0.0/8",
        "idp.web.trusted-proxies=10.0.0.0/8,192.168.1.1",
        "idp.adapters.police=",
        "idp.limits.sms.pause=60s",
        "server.portt=9000",
        "idpx.other=1",
      })
  void whatExistsIsAcceptedHoweverItIsWritten(String setting) {
    String[] parts = setting.split("=", 2);
    assertThatCode(() -> check(Map.of(parts[0], parts[1]))).doesNotThrowAnyException();
  }

  @Test
  void theEnvironmentIsHeldToTheSameNames() {
    assertThat(refusalOfVariables("IDP_ADAPTERS_POLICE_ENABEDL", "false"))
        .contains("IDP_ADAPTERS_POLICE_ENABEDL", "Did you mean IDP_ADAPTERS_POLICE_ENABLED?");
    assertThatCode(() -> checkVariables("IDP_DATAFOLDER", "data", "IDP_DATA_FOLDER", "data"))
        .doesNotThrowAnyException();
    assertThatCode(() -> checkVariables("IDP_WEB_TRUSTEDPROXIES_0", "10.0.0.0/8"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> checkVariables("IDP_KEYS_KEYENCRYPTION_KEYFILE", "k"))
        .isInstanceOf(FailureAnalyzedException.class);
  }

  @Test
  void variablesThatKubernetesMakesOfAServiceNamedIdpAreNoSettings() {
    assertThatCode(() ->
            checkVariables(
                "IDP_SERVICE_HOST", "10.0.0.1",
                "IDP_SERVICE_PORT", "9000",
                "IDP_PORT", "tcp://10.0.0.1:9000",
                "IDP_PORT_9000_TCP_ADDR", "10.0.0.1",
                "IDP_REDIS_SERVICE_HOST", "10.0.0.2",
                "IDP_REDIS_PORT_6379_TCP", "tcp://10.0.0.2:6379"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> checkVariables("IDP_PORT", "9000"))
        .isInstanceOf(FailureAnalyzedException.class);
  }

  @Test
  void aServiceNamedLikeASettingChangesNone() {
    String[] links = {
      "IDP_MANAGEMENT_SERVICE_HOST", "10.96.3.4",
      "IDP_MANAGEMENT_SERVICE_PORT", "9010",
      "IDP_MANAGEMENT_PORT", "tcp://10.96.3.4:9010",
      "IDP_MANAGEMENT_PORT_9010_TCP", "tcp://10.96.3.4:9010",
      "IDP_MANAGEMENT_PORT_9010_TCP_PORT", "9010"
    };
    assertThatCode(() -> checkVariables(links)).doesNotThrowAnyException();
    // what somebody wrote is looked at as ever
    links[5] = "nine";
    assertThat(refusalOfVariables(links)).contains("idp.management.port");
    assertThat(refusalOfVariables("IDP_MANAGEMENT_PORT", "tcp://10.96.3.4:9010"))
        .contains("idp.management.port");
  }

  @Test
  void theWholeServerRefusesWithinTwoSecondsAndStartsNothing() {
    warmUp();
    Path data = folder.resolve("data");
    long began = System.nanoTime();

    assertThatThrownBy(() ->
            new SpringApplication(TongxingServer.class)
                .run("--idp.adapters.police.enabeld=false", "--idp.data-folder=" + data))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("idp.adapters.police.enabled");

    assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(2_000);
    assertThat(data).doesNotExist();
  }

  @Test
  void aFileIsNamedWithItsLine() throws Exception {
    Path file = Files.writeString(folder.resolve("city.yml"), "idp:\n  session:\n    idel: 20m\n");
    assertThatThrownBy(() ->
            new SpringApplication(TongxingServer.class)
                .run("--spring.config.additional-location=file:" + file))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("idp.session.idel")
        .hasMessageContaining("city.yml")
        .hasMessageContaining("3:11")
        .hasMessageContaining("Did you mean idp.session.idle?");
  }

  @Test
  void anAdministrativeCommandIsHeldToItToo() {
    System.setProperty("idp.sesion.idle", "15m");
    try {
      assertThat(AdminCommands.run(new String[] {"audit", "verify"})).isNotZero();
    } finally {
      System.clearProperty("idp.sesion.idle");
    }
  }

  /** Loads what a start loads, so that the time is the check's. */
  private static void warmUp() {
    KnownSettings.scan();
  }

  private static String refusal(Map<String, Object> settings) {
    return told(() -> check(settings));
  }

  private static String refusalOfVariables(String... pairs) {
    return told(() -> checkVariables(pairs));
  }

  private static String told(org.assertj.core.api.ThrowableAssert.ThrowingCallable check) {
    return catchThrowableOfType(FailureAnalyzedException.class, check).analysis().getDescription();
  }

  private static void check(Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    environment.getPropertySources().addLast(KEYS);
    CHECK.postProcessEnvironment(environment, new SpringApplication());
  }

  private static void checkVariables(String... pairs) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    environment.getPropertySources().addLast(KEYS);
    new ServiceLinks().postProcessEnvironment(environment, new SpringApplication());
    CHECK.postProcessEnvironment(environment, new SpringApplication());
  }
}
