package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What persons call the browsers that they sign in with, by the mark that a browser is known by
 * ({@link KnownPlaces}). A name outlives sessions, and a browser that is known no more: it opens
 * nothing and counts for nothing. Of a person the twenty used last, none longer than 400 days after
 * the last sign-in there; whose account changes hands, is merged or parted has none any more.
 */
public interface DeviceNames {

  /** All of a person. One query. */
  Names of(PersonId person);

  /**
   * Gives a browser of the person's a name, with audit, in the caller's transaction or one of its
   * own; false if nothing is left of the name. The caller has made sure that the person signed in
   * there.
   *
   * @param browser keyed hash of its mark
   */
  boolean rename(PersonId person, byte[] browser, String name, RequestOrigin origin);

  /** A browser with a name. */
  record Named(byte[] browser, OwnName name) {}

  /** The names of one person. */
  record Names(List<Named> all) {
    public Names {
      all = List.copyOf(all);
    }

    /** What a browser is called; empty without a name. */
    public Optional<OwnName> of(byte[] browser) {
      return all.stream()
          .filter(each -> Arrays.equals(each.browser(), browser))
          .map(Named::name)
          .findFirst();
    }
  }
}
