package cn.tongxing.simulator.carrier;

import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Faulty;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.population.Population;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers {@code POST /carriers}. Every citizen's phone is in the citizen's own name, all others
 * are in somebody else's. Numbers say by their last two digits what else there is to see: {@code
 * 97} was issued again thirty days ago, nothing is known of {@code 98}, {@code 99} was given up.
 */
public final class CarrierUpstream {

  /** Where the service listens. */
  public static final String PATH = "/carriers";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Duration ISSUED_AGAIN = Duration.ofDays(30);
  private static final String AGAIN = "97";
  private static final String UNKNOWN = "98";
  private static final String GIVEN_UP = "99";

  private final Population population;
  private final Account account;
  private final InstantSource clock;
  private final SignedCall signature;

  /**
   * What the customer has at the reseller.
   *
   * @param reissueAuthCode leave to ask whether a number was issued again
   * @param holderAuthCode leave to ask in whose name a number is
   */
  public record Account(
      String keyId, String keySecret, String reissueAuthCode, String holderAuthCode) {}

  /** A service over the population. */
  public CarrierUpstream(Population population, Account account, InstantSource clock) {
    this.population = population;
    this.account = account;
    this.clock = clock;
    this.signature = new SignedCall(account.keyId(), account.keySecret(), clock);
  }

  /** Adds the route. */
  public void register(Router router, Faults faults, Duration slowness) {
    router.on("POST", PATH, new Faulty(Upstream.CARRIERS, faults, slowness, this::answer));
  }

  private Reply answer(Call call, Optional<Fault> fault) {
    if (fault.isPresent()) {
      return fault.get() == Fault.EMPTY_OUTPUT
          ? Reply.json(200, "{\"Code\":\"OK\",\"Message\":\"OK\"}")
          : Reply.json(500, problem("InternalError"));
    }
    Optional<String> wrong = signature.problem(call);
    if (wrong.isPresent()) {
      return Reply.json(400, problem(wrong.get()));
    }
    if (!call.header("x-acs-version").equals("2020-02-17")) {
      return Reply.json(400, problem("InvalidVersion"));
    }
    return switch (call.header("x-acs-action")) {
      case "DescribePhoneTwiceTelVerify" -> reissued(call);
      case "ThreeElementsVerification" -> holder(call);
      default -> Reply.json(404, problem("InvalidAction.NotFound"));
    };
  }

  private Reply reissued(Call call) {
    Optional<Instant> since = time(call.query("StartTime"));
    if (!call.query("AuthCode").equals(account.reissueAuthCode())) {
      return Reply.json(200, problem("AuthCodeNotExist"));
    }
    if (since.isEmpty() || digest(call, "InputNumber").isEmpty()) {
      return Reply.json(200, problem("InvalidParameter"));
    }
    String result =
        switch (Digests.endOf(call.query("InputNumber"))) {
          case AGAIN -> since.get().isBefore(clock.instant().minus(ISSUED_AGAIN)) ? "1" : "2";
          case UNKNOWN -> "0";
          case GIVEN_UP -> "3";
          default -> "2";
        };
    return data("{\"VerifyResult\":\"" + result + "\",\"Carrier\":\"CMCC\"}");
  }

  private Reply holder(Call call) {
    if (!call.query("AuthCode").equals(account.holderAuthCode())) {
      return Reply.json(200, problem("AuthCodeNotExist"));
    }
    Optional<String> phone = digest(call, "InputNumber");
    Optional<String> name = digest(call, "Name");
    Optional<String> number = digest(call, "CertCode");
    if (phone.isEmpty() || name.isEmpty() || number.isEmpty()) {
      return Reply.json(200, problem("InvalidParameter"));
    }
    boolean same =
        population.everybody().stream()
            .filter(person -> Digests.of(person.phone()).equals(phone.get()))
            .anyMatch(person -> isSame(person, name.get(), number.get()));
    int result = same ? 1 : Digests.endOf(phone.get()).equals(UNKNOWN) ? 2 : 0;
    return data("{\"IsConsistent\":" + result + ",\"BasicCarrier\":\"中国移动\"}");
  }

  private static boolean isSame(SyntheticPerson person, String name, String number) {
    return Digests.of(person.name()).equals(name) && Digests.of(person.number()).equals(number);
  }

  /** A parameter that came as a digest, as the mask says. */
  private static Optional<String> digest(Call call, String name) {
    String value = call.query(name).toLowerCase(Locale.ROOT);
    return call.query("Mask").equals("SHA256") && value.matches("[0-9a-f]{64}")
        ? Optional.of(value)
        : Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME).atZone(ZONE).toInstant());
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }

  private static Reply data(String data) {
    return Reply.json(
        200,
        "{\"Code\":\"OK\",\"Message\":\"OK\",\"RequestId\":\"%s\",\"Data\":%s}"
            .formatted(UUID.randomUUID().toString().toUpperCase(Locale.ROOT), data));
  }

  private static String problem(String code) {
    return "{\"Code\":\"%s\",\"Message\":\"%s\",\"RequestId\":\"%s\"}"
        .formatted(code, code, UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
  }
}
