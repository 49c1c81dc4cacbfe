package cn.tongxing.idp.identity.merge;

import cn.tongxing.idp.identity.store.MergeRows.Held;
import cn.tongxing.idp.identity.store.MergeRows.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a merge moves, from rows to rows: nothing is written by it. Never changes a row of the
 * account that is kept, so that undoing a merge is moving the same rows back.
 */
final class MergePlan {

  private MergePlan() {}

  /**
   * The rows of the account that is gone that become the other's. What has a living one in its
   * place there stays where it is, asleep; a claim moves and is not believed.
   */
  static List<Held> moved(List<Held> kept, List<Held> gone) {
    Set<String> taken = places(kept);
    return gone.stream()
        .filter(row -> row.kind() == Kind.CLAIM || !row.live() || !taken.contains(place(row)))
        .toList();
  }

  /** Whether a row that was moved goes on living: a claim, only where none was believed. */
  static boolean livesOn(List<Held> kept, Held row) {
    return row.live() && !places(kept).contains(place(row));
  }

  /** Whether both hold documents of one kind: the same one is nobody's twice. */
  static boolean twoOfAKind(List<Held> kept, List<Held> gone) {
    Set<String> kinds = new HashSet<>();
    kept.stream().filter(row -> row.kind() == Kind.DOCUMENT).forEach(row -> kinds.add(row.place()));
    return gone.stream()
        .filter(row -> row.kind() == Kind.DOCUMENT)
        .anyMatch(row -> kinds.contains(row.place()));
  }

  /** Of which an account has one that lives. */
  private static Set<String> places(List<Held> rows) {
    Set<String> places = new HashSet<>();
    rows.stream().filter(Held::live).forEach(row -> places.add(place(row)));
    return places;
  }

  private static String place(Held row) {
    return row.kind() + " " + row.place();
  }
}
