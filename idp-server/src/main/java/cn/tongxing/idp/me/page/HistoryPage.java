package cn.tongxing.idp.me.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * View {@code me/history}: sign-ins and tries of the last quarter, the newest first.
 *
 * @param older address of the next page; empty on the last
 * @param newest whether this is the first page
 */
public record HistoryPage(List<Entry> entries, Optional<String> older, boolean newest) {
  private static final Set<String> HARMLESS =
      Set.of("in", "thawed", "thawed-counter", "thawed-time", "registered", "enabled", "ways-back");

  /** The operator's doing, or what a freeze does not stop. */
  private static final Set<String> BY_OTHERS =
      Set.of(
          "frozen",
          "thawed-counter",
          "thawed-time",
          "evidence",
          "registered",
          "disabled",
          "enabled",
          "merged",
          "parted",
          "ways-wait",
          "ways-stay",
          "ways-anew",
          "ways-back");

  public HistoryPage {
    entries = List.copyOf(entries);
  }

  /**
   * One sign-in, one try, or what happened to the account.
   *
   * @param what of what happened: {@code in}, {@code failed}, {@code code} (a wrong one), {@code
   *     frozen}, {@code phone-changed} and so on, the end of the key of its sentence
   * @param here whether it was in this browser's session
   * @param method by which it was; blank where there is none
   * @param name what its person calls the browser; empty without, and where it is not known which
   *     it was, as of every session that is over
   * @param device blank where no browser of the person's is known to have done it: then neither
   *     device nor place is shown
   * @param place blank if unknown
   * @param network what is shown of the address; blank if there is none
   * @param applications that took part, or that the person was going to
   * @param ends session that is still open and step of the form that ends it; empty without one
   */
  public record Entry(
      String what,
      boolean here,
      String when,
      String method,
      Optional<String> name,
      String device,
      String place,
      String network,
      List<Application> applications,
      Optional<Ends> ends) {
    public Entry {
      applications = List.copyOf(applications);
    }

    /** Whether it is something to look at twice. */
    public boolean warns() {
      return !HARMLESS.contains(what);
    }

    /** Whether it went well, so that the applications were used. */
    public boolean signedIn() {
      return what.equals("in");
    }

    /**
     * Whether somebody else may have done it, and freezing helps. A change too that was made in
     * this very browser: whoever found it open made it in the owner's name.
     */
    public boolean deniable() {
      return !(here && signedIn()) && !BY_OTHERS.contains(what);
    }
  }

  /**
   * Where the person was going.
   *
   * @param department the office behind it; blank if it is not known any more
   */
  public record Application(String name, String department) {}

  /** What ends a session. */
  public record Ends(String session, String step) {}
}
