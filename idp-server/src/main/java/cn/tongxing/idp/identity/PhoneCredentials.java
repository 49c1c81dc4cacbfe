package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Optional;

/**
 * Phones bound to persons. A family may share one: at most five persons a phone. Numbers are issued
 * again to others, so a code says who it is only while the binding is fresh: the person showed it
 * within the days of {@code idp.phone.fresh-days}, or the carriers say since then that the number
 * has not changed hands ({@link ReissueCheck}).
 */
public interface PhoneCredentials {

  /**
   * Who is it that has just typed the right code to this phone? Asks the carriers about bindings
   * that are not fresh, and ends those whose number has changed hands, with audit. Not to be called
   * in a database transaction: the carriers' answer takes time.
   */
  PhoneOwner owner(PhoneNumber phone, RequestOrigin origin);

  /**
   * The active person bound to the phone who has a document number that ends so; empty if there is
   * none, or more than one. What was typed is folded as numbers are (full-width, lower case,
   * spaces). Compared by keyed hash. Does not count tries: the caller limits first. Knowing the
   * number is no factor, and the binding does not become fresh by it.
   *
   * @param lastSix the last six characters of a document number
   */
  Optional<PersonId> choose(PhoneNumber phone, String lastSix);

  /**
   * Makes sure that what the carriers know is known here, before a proof made beside this phone is
   * enrolled ({@link Enrolments}): what {@link #owner} does first. Not to be called in a database
   * transaction.
   */
  void recheck(PhoneNumber phone, RequestOrigin origin);

  /**
   * Notes the person's own use of a phone that is bound to them, in the caller's transaction:
   * signed in by its code. A binding that is not fresh does not become so by it: what was shown
   * beside the code may be older than whoever has the number now. Not after {@link #choose}.
   */
  void signedIn(PersonId person, PhoneNumber phone);

  /**
   * Notes, in the caller's transaction, that the phone's code was shown in the same sign-in as the
   * password or a passkey of the person: their own use, where the phone is bound to them and stands
   * for nobody else. It counts from the next sign-in on.
   */
  void shownBesideOwn(PersonId person, PhoneNumber phone);

  /**
   * Notes, in the caller's transaction, that the phone's code and the end of the person's number
   * were shown ({@link #choose}). That is the first use of a phone that an operator bound without
   * its code, once the hold was over, where it stands for nobody else and was bound within the days
   * of {@code idp.phone.fresh-days}. Of every other binding nothing is noted.
   */
  void chosen(PersonId person, PhoneNumber phone);

  /**
   * Whether a code to the phone is a factor of this person's own: bound to nobody else, and fresh.
   * What is known here decides; the carriers are not asked.
   */
  boolean isTheirOwn(PersonId person, PhoneNumber phone);

  /**
   * {@link TakeOvers#ways} of a person, read together with the phone's binding to them; empty where
   * it is bound to them no more.
   */
  Optional<Integer> ways(PersonId person, PhoneNumber phone);

  /** Whether the phone is bound to this person, perhaps to others too, and fresh or not. */
  boolean isBound(PersonId person, PhoneNumber phone);

  /** Whether the phone is bound to this person, perhaps to others too, and fresh. */
  boolean isFresh(PersonId person, PhoneNumber phone);

  /** The one person whom the phone may stand for, fresh or not, shut out or not; for the trail. */
  Optional<PersonId> holder(PhoneNumber phone);

  /** Whether more than one person is bound to the phone; who is shut out counts too. */
  boolean isShared(PhoneNumber phone);
}
