package cn.tongxing.simulator.http;

/** What stands on top of every page until it is over. */
public record Banner(String chinese, String english) {

  /** Nothing to say. */
  public static final Banner NONE = new Banner("", "");

  String in(boolean inChinese) {
    return inChinese ? chinese : english;
  }
}
