package cn.tongxing.idp.me.page;

import java.util.List;
import java.util.Optional;

/**
 * View {@code me/history}: sign-ins and tries of the last quarter, the newest first.
 *
 * @param older address of the next page; empty on the last
 * @param newest whether this is the first page
 */
public record HistoryPage(List<Entry> entries, Optional<String> older, boolean newest) {
  public HistoryPage {
    entries = List.copyOf(entries);
  }

  /**
   * One sign-in, one try, or what happened to the account.
   *
   * @param what {@code in}, {@code failed}, {@code code} (a wrong one), {@code frozen}, {@code
   *     thawed}, {@code evidence} (withdrawn)
   * @param here whether it is this browser's session
   * @param method blank where there is none: with it, device and place are not shown
   * @param place blank if unknown
   * @param network what is shown of the address; blank if there is none
   * @param applications that took part
   * @param ends session that is still open and step of the form that ends it; empty without one
   */
  public record Entry(
      String what,
      boolean here,
      String when,
      String method,
      String device,
      String place,
      String network,
      List<String> applications,
      Optional<Ends> ends) {
    public Entry {
      applications = List.copyOf(applications);
    }

    /** Whether it is something to look at twice. */
    public boolean warns() {
      return !what.equals("in") && !what.equals("thawed");
    }
  }

  /** What ends a session. */
  public record Ends(String session, String step) {}
}
