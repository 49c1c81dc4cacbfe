package cn.tongxing.idp.identity.credential;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes the list of common passwords from the patterns that leaked lists consist of: runs and
 * repetitions, walks over the keyboard, words and names in pinyin and English with the usual ends.
 * {@code java CommonPasswordPatterns.java} prints it.
 */
final class CommonPasswordPatterns {

  private static final String HEADER =
      """
      # Common passwords of 8 characters and more, lower case.
      # Generated from patterns (runs, repetitions, keyboard walks, pinyin and English words with
      # usual ends) by CommonPasswordPatterns; not a list of leaked passwords. Dates are a rule in
      # the code. An operator may put a longer list in its place.
      """;

  private static final List<String> WALKS =
      List.of(
          "qwertyuiop",
          "asdfghjkl;'",
          "zxcvbnm,./",
          "1234567890-=",
          "0987654321",
          "poiuytrewq",
          "lkjhgfdsa",
          "mnbvcxz",
          "1qaz2wsx3edc4rfv",
          "qazwsxedcrfv",
          "zaq12wsxcde3",
          "zaq1xsw2cde3",
          "1q2w3e4r5t6y7u",
          "q1w2e3r4t5y6",
          "qweasdzxc123",
          "qwe123asd456",
          "asdqwe123",
          "zxcasdqwe",
          "147258369",
          "741852963",
          "159357258",
          "963852741",
          "789456123",
          "123654789",
          "321654987",
          "2wsx3edc4rfv",
          "!qaz2wsx",
          "1qaz@wsx",
          "!@#$%^&*()",
          "qwer1234",
          "asdf1234",
          "zxcv1234",
          "1234qwer",
          "1234asdf",
          "123qweasd",
          "qweasd123",
          "qwerasdf",
          "asdfzxcv",
          "qazwsx123");

  private static final List<String> WORDS =
      List.of(
          "woaini",
          "woaiwojia",
          "woaizuguo",
          "woshishei",
          "wobuzhidao",
          "zhongguo",
          "beijing",
          "shanghai",
          "guangzhou",
          "shenzhen",
          "xiamen",
          "fujian",
          "quanzhou",
          "fuzhou",
          "hangzhou",
          "chengdu",
          "chongqing",
          "nanjing",
          "wuhan",
          "tianjin",
          "wangwei",
          "wangfang",
          "lina",
          "zhangwei",
          "zhangmin",
          "zhanglei",
          "liwei",
          "lijing",
          "liqiang",
          "liuwei",
          "liuyang",
          "chenjing",
          "chenwei",
          "yangyang",
          "huangwei",
          "wuxia",
          "zhaolei",
          "zhoujie",
          "xulei",
          "sunli",
          "linlin",
          "tiantian",
          "baobao",
          "beibei",
          "xiaoxiao",
          "xiaoming",
          "laopo",
          "laogong",
          "mama",
          "baba",
          "mimashi",
          "mima",
          "caonima",
          "nihao",
          "xiexie",
          "kuaile",
          "xingfu",
          "pingan",
          "facai",
          "dashabi",
          "zhuzhu",
          "aini",
          "iloveyou",
          "love",
          "password",
          "passw0rd",
          "p@ssw0rd",
          "p@ssword",
          "pass",
          "admin",
          "administrator",
          "root",
          "system",
          "user",
          "test",
          "guest",
          "welcome",
          "letmein",
          "master",
          "monkey",
          "dragon",
          "football",
          "basketball",
          "superman",
          "batman",
          "sunshine",
          "princess",
          "shadow",
          "michael",
          "jordan",
          "google",
          "baidu",
          "tencent",
          "alipay",
          "taobao",
          "wechat",
          "weixin",
          "qq",
          "huawei",
          "xiaomi",
          "apple",
          "windows",
          "computer",
          "internet",
          "abc",
          "abcd",
          "abcde",
          "abcdef",
          "abcdefg",
          "abcdefgh",
          "aaa",
          "aaaaaa",
          "qaz",
          "qwe",
          "qwer",
          "qwert",
          "qwerty",
          "asd",
          "asdf",
          "asdfgh",
          "zxc",
          "zxcv",
          "zxcvbn",
          "a",
          "aa",
          "q",
          "z",
          "w",
          "tongxing");

  private static final List<String> ENDS =
      List.of(
          "",
          "1",
          "12",
          "123",
          "1234",
          "12345",
          "123456",
          "1234567",
          "12345678",
          "123456789",
          "321",
          "123321",
          "654321",
          "111",
          "1111",
          "111111",
          "000",
          "0000",
          "000000",
          "520",
          "521",
          "1314",
          "5201314",
          "1314520",
          "521521",
          "520520",
          "666",
          "6666",
          "666666",
          "888",
          "8888",
          "888888",
          "99",
          "999",
          "9999",
          "168",
          "1688",
          "110",
          "119",
          "120",
          "007",
          "1983",
          "1984",
          "1985",
          "1986",
          "1987",
          "1988",
          "1989",
          "1990",
          "1991",
          "1992",
          "1993",
          "1994",
          "1995",
          "1996",
          "1997",
          "1998",
          "1999",
          "2000",
          "2001",
          "2008",
          "2010",
          "2012",
          "2018",
          "2019",
          "2020",
          "2021",
          "2022",
          "2023",
          "2024",
          "2025",
          "2026",
          "!",
          "!!",
          "@123",
          "!@#",
          "@1234",
          "#123",
          ".123",
          "_123",
          "123!",
          "123.",
          "abc");

  private CommonPasswordPatterns() {}

  /** Prints the list. */
  public static void main(String[] arguments) {
    System.out.print(text());
  }

  static String text() {
    return HEADER + String.join("\n", all()) + "\n";
  }

  private static SortedSet<String> all() {
    SortedSet<String> list = new TreeSet<>();
    addRuns(list);
    addRepetitions(list);
    addWalks(list);
    for (String word : WORDS) {
      for (String end : ENDS) {
        list.add(word + end);
        list.add(end + word);
      }
      list.add(word + word);
    }
    list.removeIf(each -> each.length() < 8 || each.startsWith("#"));
    return list;
  }

  private static void addRuns(SortedSet<String> list) {
    for (String circle : List.of("0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz")) {
      String twice = circle + circle;
      for (int start = 0; start < circle.length(); start++) {
        for (int length = 8; length <= Math.min(12, circle.length()); length++) {
          list.add(twice.substring(start, start + length));
        }
      }
    }
  }

  private static void addRepetitions(SortedSet<String> list) {
    for (char each = '0'; each <= 'z'; each++) {
      if (Character.isLetterOrDigit(each) && !Character.isUpperCase(each)) {
        for (int length = 8; length <= 16; length++) {
          list.add(String.valueOf(each).repeat(length));
        }
      }
    }
    for (int block = 0; block < 1000; block++) {
      list.add("%03d".formatted(block).repeat(3));
      list.add("%02d".formatted(block % 100).repeat(4));
    }
    for (int year = 1950; year <= 2030; year++) {
      list.add(("" + year).repeat(2));
    }
    for (String block : List.of("1234", "4321", "1122", "5566", "1212", "123a", "a123", "5200")) {
      list.add(block.repeat(2));
    }
  }

  private static void addWalks(SortedSet<String> list) {
    for (String walk : WALKS) {
      for (int length = 8; length <= walk.length(); length++) {
        list.add(walk.substring(0, length));
        list.add(walk.substring(walk.length() - length));
      }
      for (String end : List.of("1", "12", "123", "1234", "!", "@123")) {
        list.add(walk + end);
      }
    }
  }
}
