package cn.tongxing.simulator.fault;

/** What somebody who signs in sees while a fault is on: what the switch is there to show. */
final class FaultEffect {

  private FaultEffect() {}

  static String of(Upstream upstream, Fault fault, boolean chinese) {
    if (fault == Fault.SLOW) {
      return chinese ? "结果晚三秒才到，其余照常。" : "The answer comes three seconds late; all else as usual.";
    }
    return switch (upstream) {
      case SMS -> sms(fault, chinese);
      case CYBER_RESULT ->
          chinese
              ? "页面继续等待，连续三次没有可信的结果后，才说这种方式现在不能使用；不计入错误次数。"
              : "The page goes on waiting; after three answers in a row that cannot be believed it"
                  + " says that this way is not available. Not counted as a wrong try.";
      case CARRIERS ->
          chinese
              ? "没有人会被拒绝：号码是否换了主人、登记在谁名下，都按“不知道”处理。"
              : "Nobody is refused: whether a number changed hands, and in whose name it is, counts"
                  + " as not known.";
      case NCIIC, CYBER_AUTH ->
          chinese
              ? why(fault, true) + "页面说这种方式现在不能使用，请换一种；不计入错误次数。"
              : why(fault, false)
                  + "The page says that this way is not available and offers the others. Not"
                  + " counted as a wrong try.";
    };
  }

  /** A favourable answer that must not be believed, or none. */
  private static String why(Fault fault, boolean chinese) {
    return switch (fault) {
      case XXE, EMPTY_OUTPUT, WRONG_SIGNATURE, OTHER_PERSON, OTHER_FIELDS, REPLAYED_ANSWER ->
          chinese ? "答复看似通过，但不可信，不会因此登录。" : "It looks like a yes and must not be believed. ";
      case DOWN, RESET, SLOW, SYSTEM_ERROR, GARBAGE, HUGE_BODY -> "";
    };
  }

  private static String sms(Fault fault, boolean chinese) {
    if (fault == Fault.GARBAGE) {
      return chinese
          ? "页面以为短信已经发出，收件箱里却没有，可以重新获取。"
          : "The page believes that the message was sent; the inbox has none. It can be sent again.";
    }
    return chinese
        ? "页面说短信没有发出，可以重试或换一种方式。"
        : "The page says that no message was sent, and offers to try again or another way.";
  }
}
