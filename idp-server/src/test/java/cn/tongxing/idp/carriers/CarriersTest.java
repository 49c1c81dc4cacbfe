package cn.tongxing.idp.carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.ReissueCheck;
import cn.tongxing.idp.outbound.Breaker;
import cn.tongxing.idp.outbound.http.OutboundFixtures;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import cn.tongxing.simulator.carrier.CarrierUpstream;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The client against the simulated reseller, which checks signatures as the real one does. */
class CarriersTest {

  private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(86));
  private static final PersonName ZHANG_SAN = PersonName.parse("张三").orElseThrow();
  private static final IdentityDocument HIS =
      new IdentityDocument(DocumentType.RESIDENT_ID, "350200199001010019", "CN");

  private final MovableClock clock = new MovableClock(NOW);
  private final List<AuditEvent> trail = new ArrayList<>();
  private UpstreamSimulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator =
        UpstreamSimulator.start(
            SimulatorSettings.inMemory(clock, new SecureRandom())
                .withSlowness(Duration.ofMillis(900)));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private CarrierSettings settings(String secret) {
    Map<String, String> given = simulator.carrierProperties();
    return new CarrierSettings(
        URI.create(given.get("idp.carriers.endpoint")),
        given.get("idp.carriers.access-key-id"),
        Secret.of(secret.isEmpty() ? given.get("idp.carriers.access-key-secret") : secret),
        given.get("idp.carriers.reissue-auth-code"),
        given.get("idp.carriers.holder-auth-code"),
        Duration.ofMillis(500));
  }

  private NumberService service(String secret) {
    CarrierSettings settings = settings(secret);
    return new NumberService(
        settings,
        settings.key().orElseThrow(),
        OutboundFixtures.onThisMachine(),
        trail::add,
        clock,
        new SecureRandom());
  }

  private CarrierReissueCheck reissue() {
    return new CarrierReissueCheck(service(""), settings("").reissueAuthCode());
  }

  private CarrierHolderCheck holder() {
    return new CarrierHolderCheck(service(""), settings("").holderAuthCode());
  }

  private static PhoneNumber phone(String number) {
    return PhoneNumber.parse(number).orElseThrow();
  }

  private long asked() {
    return simulator.requests().calls(CarrierUpstream.PATH);
  }

  @ParameterizedTest
  @CsvSource({
    "13900000097, CHANGED_HANDS",
    "13900000098, UNKNOWN",
    "13900000099, UNKNOWN",
    "13900000001, SAME_HOLDER",
    "13800000001, SAME_HOLDER"
  })
  @Clause({"L11", "A13"})
  void theCarriersSayWhetherANumberWasIssuedAgain(String number, ReissueCheck.Answer answer) {
    assertThat(reissue().since(phone(number), LONG_AGO)).isEqualTo(answer);
    assertThat(trail).isEmpty();
  }

  @Test
  @Clause("L11")
  void whoHasTheNumberSinceItWasIssuedAgainKeepsIt() {
    assertThat(reissue().since(phone("13900000097"), NOW.minus(Duration.ofDays(29))))
        .isEqualTo(ReissueCheck.Answer.SAME_HOLDER);
  }

  @ParameterizedTest
  @CsvSource({
    "13800000001, THEIRS",
    "13800000002, ANOTHERS",
    "13900000001, ANOTHERS",
    "13900000098, UNKNOWN"
  })
  void theCarriersSayInWhoseNameANumberIs(String number, RegisteredTo answer) {
    assertThat(holder().holder(ZHANG_SAN, HIS, phone(number)).holder()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "张 三, 350200199001010019, 13800000001",
    "张\u3000三, 350200199001010019, 13800000001",
    "张\u200b三, 350200199001010019, 13800000001",
    "阿依古丽\u2022买买提, 350211198808081066, 13800000005",
    "阿依古丽 \u2027 买买提, 350211198808081066, 13800000005",
    "阿依古丽．买买提, 350211198808081066, 13800000005",
    "林\ue843, 350205199709190117, 13800000007",
    "Maria J. Keller, 350214199112120243, 13800000018"
  })
  void theCarriersAreAskedWithTheNameAsRegistersHaveIt(String typed, String number, String phone) {
    var document = new IdentityDocument(DocumentType.RESIDENT_ID, number, "CN");

    assertThat(
            holder().holder(PersonName.parse(typed).orElseThrow(), document, phone(phone)).holder())
        .isEqualTo(RegisteredTo.THEIRS);
  }

  @Test
  void anAnswerHasAReferenceAndADigestAndTheRequestNothingPersonal() {
    try (LogLines log = LogLines.begin()) {
      var answer = holder().holder(ZHANG_SAN, HIS, phone("13800000001"));

      assertThat(answer.reference()).matches("[0-9A-F-]{36}");
      assertThat(answer.digest()).matches("[0-9a-f]{64}");
      assertThat(String.join("\n", log.all()))
          .doesNotContain("13800000001", "350200199001010019", "张三");
    }
  }

  @Test
  void nobodyIsAskedAboutNumbersAndDocumentsOfOtherPlaces() {
    var permit = new IdentityDocument(DocumentType.PASSPORT, "E12345678", "CN");

    assertThat(holder().holder(ZHANG_SAN, HIS, phone("+85291234567")).holder())
        .isEqualTo(RegisteredTo.UNKNOWN);
    assertThat(holder().holder(ZHANG_SAN, permit, phone("13800000001")).holder())
        .isEqualTo(RegisteredTo.UNKNOWN);
    assertThat(reissue().since(phone("+85291234567"), LONG_AGO))
        .isEqualTo(ReissueCheck.Answer.UNKNOWN);
    assertThat(asked()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"DOWN", "RESET", "SLOW", "GARBAGE", "HUGE_BODY", "SYSTEM_ERROR"})
  void whatCannotBeLearntIsUnknownAndInTheTrail(Fault fault) {
    simulator.faults().set(Upstream.CARRIERS, fault, Faults.WITHOUT_END);

    assertThat(reissue().since(phone("13900000097"), LONG_AGO))
        .isEqualTo(ReissueCheck.Answer.UNKNOWN);
    assertThat(holder().holder(ZHANG_SAN, HIS, phone("13800000002")).holder())
        .isEqualTo(RegisteredTo.UNKNOWN);
    assertThat(trail)
        .extracting(AuditEvent::type)
        .containsExactly(AuditEventType.UPSTREAM_UNAVAILABLE, AuditEventType.UPSTREAM_UNAVAILABLE);
  }

  @Test
  void anAnswerWithoutItsDataSaysNothing() {
    simulator.faults().set(Upstream.CARRIERS, Fault.EMPTY_OUTPUT, Faults.WITHOUT_END);

    assertThat(holder().holder(ZHANG_SAN, HIS, phone("13800000001")).holder())
        .isEqualTo(RegisteredTo.UNKNOWN);
  }

  @Test
  void aWrongKeyIsFoundOutAndNothingIsBelieved() {
    var check = new CarrierReissueCheck(service("another-secret"), settings("").reissueAuthCode());

    assertThat(check.since(phone("13900000097"), LONG_AGO)).isEqualTo(ReissueCheck.Answer.UNKNOWN);
    assertThat(trail).hasSize(1);
  }

  @Test
  void whileTheCarriersAreDownNobodyWaitsForThem() {
    simulator.faults().set(Upstream.CARRIERS, Fault.DOWN, Faults.WITHOUT_END);
    CarrierReissueCheck check = reissue();
    for (int i = 0; i < Breaker.FIRST_IN_A_ROW + 3; i++) {
      check.since(phone("13900000097"), LONG_AGO);
    }
    assertThat(asked()).isEqualTo(Breaker.FIRST_IN_A_ROW);

    simulator.faults().clearAll();
    clock.advance(Breaker.PAUSE);
    assertThat(check.since(phone("13900000097"), LONG_AGO))
        .isEqualTo(ReissueCheck.Answer.CHANGED_HANDS);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://carriers.example, key, s3cret, code, PT3S, endpoint",
        "https://carriers.example, key, -, code, PT3S, access-key-secret",
        "https://carriers.example, key, s3cret, '', PT3S, auth-code",
        "https://carriers.example, -, -, code, PT3S, auth-code",
        "https://carriers.example, key, s3cret, code, PT11S, limit",
        "https://carriers.example?x=y, key, s3cret, code, PT3S, endpoint"
      })
  void settingsThatCannotBeMeantAreRefused(
      String endpoint, String id, String secret, String code, Duration limit, String named) {
    assertThatThrownBy(() ->
            new CarrierSettings(
                URI.create(endpoint),
                id,
                secret == null ? null : Secret.of(secret),
                code,
                "",
                limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }
}
