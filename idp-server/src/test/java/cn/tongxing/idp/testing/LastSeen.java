package cn.tongxing.idp.testing;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What pages showed when their window was closed. A test that waits in vain for one page is
 * understood by the page that it met instead, which is gone by the time of the report.
 */
public final class LastSeen {

  private static final int LONGEST = 600;
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private LastSeen() {}

  /** Before the window is closed. */
  public static void of(Iterable<Page> pages) {
    pages.forEach(page -> SEEN.add(page.url() + " " + text(page)));
  }

  private static String text(Page page) {
    try {
      Object text = page.evaluate("document.body ? document.body.innerText : ''");
      String line = String.valueOf(text).replaceAll("\\s+", " ");
      return line.substring(0, Math.min(LONGEST, line.length()));
    } catch (PlaywrightException moving) {
      return "(" + moving.getMessage().lines().findFirst().orElse("") + ")";
    }
  }

  /** All of them, once. */
  static List<String> taken() {
    List<String> seen = List.copyOf(SEEN);
    SEEN.clear();
    return seen;
  }
}
