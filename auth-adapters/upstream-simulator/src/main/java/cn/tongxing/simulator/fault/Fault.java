package cn.tongxing.simulator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way to misbehave. */
public enum Fault {
  /** Status 503. */
  DOWN("停机（503）", "down (503)"),
  /** The connection is closed unanswered. */
  RESET("断开连接", "connection closed unanswered"),
  /** The right answer, late. */
  SLOW("缓慢应答", "slow answer"),
  /** The service's own report of an error. */
  SYSTEM_ERROR("系统错误", "system error"),
  /** Something that is no answer at all. */
  GARBAGE("乱码", "garbage"),
  /** Two megabytes. */
  HUGE_BODY("超大报文", "huge body"),
  /** A document type with external and exploding entities around a favourable answer. */
  XXE("恶意 XML（外部实体）", "malicious XML (external entities)"),
  /** An answer without its main part. */
  EMPTY_OUTPUT("空结果", "empty result"),
  /** A favourable answer whose signature does not hold. */
  WRONG_SIGNATURE("签名错误", "wrong signature"),
  /** A favourable answer about somebody else. */
  OTHER_PERSON("他人的结果", "answer about another person"),
  /** A favourable answer with fields too many, twice and contradictory. */
  OTHER_FIELDS("字段矛盾", "contradictory fields"),
  /** An earlier favourable answer, sent again. */
  REPLAYED_ANSWER("重放旧应答", "earlier answer replayed");

  private final String chinese;
  private final String english;

  Fault(String chinese, String english) {
    this.chinese = chinese;
    this.english = english;
  }

  /** Name in addresses: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Name for people. */
  public String title(boolean inChinese) {
    return inChinese ? chinese : english;
  }

  /** The fault with a name. */
  public static Optional<Fault> named(String id) {
    return Arrays.stream(values()).filter(fault -> fault.id().equals(id)).findFirst();
  }
}
