package cn.tongxing.simulator.fault;

import java.util.Arrays;
import java.util.Optional;

/** The simulated services, each with the faults it can show. */
public enum Upstream {
  /** The register's name and number check. */
  NCIIC("nciic", "公安二要素核验", "Name and number check"),
  /** What the network identity's app answered. */
  CYBER_RESULT("cyber-result", "网络身份：应用结果", "Network identity: result of the app"),
  /** The check of a network credential. */
  CYBER_AUTH("cyber-auth", "网络身份：凭证核验", "Network identity: check of the credential"),
  /** The provider of text messages. */
  SMS("sms", "短信网关", "Text messages"),
  /** The carriers: numbers issued again, and in whose name a number is. */
  CARRIERS("carriers", "运营商核验", "Mobile carriers");

  private final String id;
  private final String chinese;
  private final String english;

  Upstream(String id, String chinese, String english) {
    this.id = id;
    this.chinese = chinese;
    this.english = english;
  }

  /** Name in addresses. */
  public String id() {
    return id;
  }

  /** Name for people. */
  public String title(boolean inChinese) {
    return inChinese ? chinese : english;
  }

  /** Whether this service can show a fault. */
  public boolean knows(Fault fault) {
    return switch (fault) {
      case DOWN, RESET, SLOW, SYSTEM_ERROR, GARBAGE, HUGE_BODY -> true;
      case XXE -> this == NCIIC;
      case WRONG_SIGNATURE -> this == CYBER_RESULT || this == CYBER_AUTH;
      case EMPTY_OUTPUT -> this != SMS;
      case OTHER_PERSON, OTHER_FIELDS, REPLAYED_ANSWER -> this != SMS && this != CARRIERS;
    };
  }

  /** The service with a name. */
  public static Optional<Upstream> named(String id) {
    return Arrays.stream(values()).filter(upstream -> upstream.id.equals(id)).findFirst();
  }
}
