package cn.tongxing.simulator.nciic;

/**
 * A name as the register's old system holds it: GBK with private-use code points for eight
 * characters that Unicode encoded later (GB 18030-2000 bytes FE59 to FEA0), and a question mark for
 * what it cannot hold.
 */
record RegisterName(String text) {

  private static final String STANDARD = "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb";
  private static final String PRIVATE_USE = "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864";

  /** The stored form of a name in standard code points. */
  static RegisterName of(String name) {
    StringBuilder stored = new StringBuilder();
    name.codePoints().forEach(point -> stored.appendCodePoint(store(point)));
    return new RegisterName(stored.toString());
  }

  private static int store(int point) {
    int rare = STANDARD.indexOf(point);
    if (rare >= 0) {
      return PRIVATE_USE.charAt(rare);
    }
    boolean holds = point < 0x7f || point == 0xb7 || (point >= 0x4e00 && point <= 0x9fa5);
    return holds ? point : '?';
  }

  /** Whether the register says that two stored names are the same. */
  boolean matches(RegisterName other) {
    return text.indexOf('?') < 0 && text.equals(other.text);
  }
}
