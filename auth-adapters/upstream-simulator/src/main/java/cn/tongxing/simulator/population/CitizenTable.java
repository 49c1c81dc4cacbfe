package cn.tongxing.simulator.population;

/** The synthetic citizens as a plain-text table for people. */
public final class CitizenTable {

  private CitizenTable() {}

  /** Whole table in Chinese and English, columns aligned for a fixed-width font. */
  public static String text(Population population) {
    StringBuilder table = new StringBuilder(4096);
    table.append("可供试用的虚构人物 / Fictitious citizens to try\n");
    table.append(
        "短信验证码见 /sms ；网证口令（只在认证方式要求时才问）12345678 / SMS codes at /sms; credential password"
            + " (asked for only where the mode demands it) 12345678\n\n");
    row(table, "姓名 Name", "证件号码 Number", "手机 Phone", "可以看到 What it shows");
    for (SyntheticPerson person : population.everybody()) {
      row(table, person.name(), person.number(), person.phone(), person.shows());
      row(table, "", "", "", person.showsInEnglish());
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String name, String number, String phone, String s) {
    pad(table, name, 32);
    pad(table, number, 20);
    pad(table, phone, 13);
    table.append(s).append('\n');
  }

  private static void pad(StringBuilder table, String text, int width) {
    int used = text.codePoints().map(point -> point < 0x2000 ? 1 : 2).sum();
    table.append(text).repeat(" ", Math.max(1, width - used));
  }
}
