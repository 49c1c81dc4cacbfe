package cn.tongxing.simulator.carrier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * SHA-256 as the carriers take numbers. Their digests hide nothing: all numbers that matter here
 * are tried, as anybody could.
 */
final class Digests {

  /** The numbers that show something: 1380000xxxx and 1390000xxxx. */
  private static final Map<String, String> ENDS = new ConcurrentHashMap<>();

  static {
    for (String head : new String[] {"1380000", "1390000"}) {
      IntStream.range(0, 10_000)
          .mapToObj(tail -> head + "%04d".formatted(tail))
          .filter(number -> number.endsWith("97") || number.endsWith("98") || number.endsWith("99"))
          .forEach(number -> ENDS.put(of(number), number.substring(number.length() - 2)));
    }
  }

  private Digests() {}

  /** In lower-case hexadecimal. */
  static String of(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** The last two digits of a number that shows something; else blank. */
  static String endOf(String digest) {
    return ENDS.getOrDefault(digest, "");
  }
}
