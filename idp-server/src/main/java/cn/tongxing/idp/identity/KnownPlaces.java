package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a person has signed in before: browsers by a long-lived mark of their own, and small
 * networks. It opens nothing by itself; what strangers use up of a limit does not stop whoever
 * stands in such a place. Of a person the ten browsers and three networks used last, of a browser
 * the ten persons; what was not used for 400 days is forgotten. Source: {@code
 * docs/adr/0026-known-places.md}.
 */
public interface KnownPlaces {

  /**
   * Where a try comes from.
   *
   * @param mark keyed hash of the browser's long-lived mark; empty without one
   * @param isPublic whether it is nobody's place
   */
  record Place(RequestOrigin origin, byte[] mark, boolean isPublic) {

    private static final byte[] UNMARKED = new byte[0];

    public Place(RequestOrigin origin, byte[] mark) {
      this(origin, mark, false);
    }

    /** A browser that has signed nobody in. */
    public static Place unmarked(RequestOrigin origin) {
      return new Place(origin, UNMARKED, false);
    }

    /** A machine that one person after another stands at: nobody's place, whatever it shows. */
    public static Place everybodys(RequestOrigin origin) {
      return new Place(origin, UNMARKED, true);
    }

    /** Without the mark. */
    @Override
    public String toString() {
      return "Place[" + origin.address() + "]";
    }
  }

  /**
   * Whether this browser has signed this person in before, by a factor of their own. The network
   * does not count here.
   *
   * @param mark as in {@link Place}
   */
  boolean signedIn(PersonId person, byte[] mark);

  /**
   * What the tries of this place at an identifier are counted by, if it is known to somebody whom
   * the identifier names: their browser, else their network while fewer than 50 persons signed in
   * from it. Takes one query and the same time whether the identifier is anybody's or not.
   *
   * @param identifier a phone or document number in any writing
   * @return 32 bytes
   */
  Optional<byte[]> of(String identifier, Place place);

  /** What {@link #of} may answer for a place, known or not. */
  List<byte[]> all(Place place);

  /**
   * Notes, in the caller's transaction, that the person was signed in here just now, and which
   * language they asked for ({@link SpokenLanguages}).
   *
   * @param language empty where they asked for none; what was noted before stays
   * @param isNew whether the account was opened by it
   */
  void remember(PersonId person, Place place, Optional<Locale> language, boolean isNew);

  /**
   * Tells, in the caller's transaction, a person who has browsers of their own of a sign-in that
   * makes no place known: at a machine that others use next, or by a fact about them.
   *
   * @param mark of the browser, as in {@link Place}; one that is theirs is no news
   */
  void passedBy(PersonId person, byte[] mark);

  /**
   * Notes, in the caller's transaction, that a browser is the person's, whatever was forgotten
   * before: from there the account was frozen, and from there its owner thaws it. Nobody is told of
   * a new one.
   *
   * @param mark as in {@link Place}
   */
  void keep(PersonId person, byte[] mark);

  /**
   * Forgets all of a person's, in the caller's transaction: the person says that it was not them,
   * the account is thawed or changes hands, or its phone or password was changed. A freeze keeps
   * them: strangers do not keep the owner from thawing it.
   */
  void forget(PersonId person);
}
