package cn.tongxing.idp.me.page;

/**
 * What has to be shown besides, before a way to sign in is changed: one kind of thing alone does
 * not.
 *
 * @param shown names of what was shown just now
 * @param ways names of what would do beside it, as one says "this or that"; blank if nothing here
 *     does
 * @param young whether the account has a way that is there for less than 72 hours, and so does not
 *     count yet
 */
public record MoreToShow(String shown, String ways, boolean young) {

  /** Whether anything here would do. */
  public boolean isPossible() {
    return !ways.isEmpty();
  }
}
