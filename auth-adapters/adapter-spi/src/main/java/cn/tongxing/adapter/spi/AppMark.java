package cn.tongxing.adapter.spi;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the web view of an upstream's own app says of itself in each request. Anybody can say it: a
 * way whose app says so stands first on the page of choices, and nothing else follows.
 *
 * @param header name of the header in lower case, {@code user-agent} or another
 * @param word that its value holds, in whatever case: 3 to 64 visible characters
 */
public record AppMark(String header, String word) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,40}");
  private static final Pattern WORD = Pattern.compile("[!-~]{3,64}");

  public AppMark {
    if (!NAME.matcher(header).matches() || header.matches("cookie|(proxy-)?authorization")) {
      throw new IllegalArgumentException("header of a mark: " + header);
    }
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException("word of a mark: " + word);
    }
  }

  /** Whether a header's value says it. */
  public boolean isIn(String value) {
    return value.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }
}
