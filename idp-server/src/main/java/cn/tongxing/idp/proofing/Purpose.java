package cn.tongxing.idp.proofing;

import cn.tongxing.idp.identity.Whose;
import cn.tongxing.idp.kernel.OrganisationId;
import cn.tongxing.idp.kernel.PersonId;
import java.util.Optional;

/**
 * What a proof is for. Closed: a new purpose has to say whose proof it takes, and every host which
 * purposes are its own, before it compiles. A code that was sent for one purpose proves nothing for
 * another.
 */
public sealed interface Purpose {

  /** Whoever it is: a browser wants a session. */
  record SignIn() implements Purpose {}

  /** The person who is signed in adds a way that was not theirs before. */
  record LinkWay(PersonId person) implements Purpose {}

  /** Whoever has lost what opens their account. */
  record Recover() implements Purpose {}

  /**
   * Step-up authentication: the person who is signed in, once more or better; nobody else.
   *
   * @param before what is to be done next, as the pages say it
   */
  record StepUp(PersonId person, Change before) implements Purpose {}

  /** What a person of a session shows once more for, before it is done. */
  enum Change {
    PHONE,
    PHONE_STOP,
    CREDENTIAL,
    PASSKEY_REMOVAL,
    LINK_END,
    /** An upstream's account whose link was ended is linked again. */
    LINK,
    FREEZE;

    /** Whether it changes ways to sign in, which one kind of thing alone does not. */
    public boolean changesWays() {
      return switch (this) {
        case CREDENTIAL, PASSKEY_REMOVAL, LINK_END -> true;
        case PHONE, PHONE_STOP, LINK, FREEZE -> false;
      };
    }

    /** Whether things of different kinds change more than one does. */
    public boolean addsKind() {
      return this == PHONE || changesWays();
    }
  }

  /**
   * The person who is signed in gets another phone: a code to a number that is not theirs yet is
   * all that is asked for. When it becomes theirs is decided at the end, by what counts then.
   */
  record NewPhone(PersonId person) implements Purpose {}

  /**
   * Whose account is frozen: what was there before the freeze is shown, until it is enough to thaw
   * it. Of an account that is not frozen it says nothing.
   */
  record Thaw() implements Purpose {}

  /** Whoever stands at a counter, before staff. */
  record VerifyAtCounter() implements Purpose {}

  /** The person who is signed in, to act as an officer of this organisation. */
  record ActAsOfficer(PersonId person, OrganisationId organisation) implements Purpose {}

  /** Among whom the factors that are shown are looked for. */
  default Whose whose() {
    return switch (this) {
      case Thaw _ -> Whose.FROZEN;
      case SignIn _,
          LinkWay _,
          Recover _,
          StepUp _,
          NewPhone _,
          VerifyAtCounter _,
          ActAsOfficer _ ->
          Whose.ACTIVE;
    };
  }

  /** The only person whose proof is taken; empty if anybody's is. */
  default Optional<PersonId> only() {
    return switch (this) {
      case SignIn _, Recover _, Thaw _, VerifyAtCounter _ -> Optional.empty();
      case LinkWay(PersonId person) -> Optional.of(person);
      case NewPhone(PersonId person) -> Optional.of(person);
      case StepUp(PersonId person, _) -> Optional.of(person);
      case ActAsOfficer(PersonId person, _) -> Optional.of(person);
    };
  }

  /** Whether the proof of this person is taken. */
  default boolean takes(PersonId proven) {
    return only().filter(person -> !person.equals(proven)).isEmpty();
  }

  /** The purpose's name in trail and codes: lower case, words joined by a hyphen. */
  default String code() {
    return PurposeCode.of(this);
  }
}
