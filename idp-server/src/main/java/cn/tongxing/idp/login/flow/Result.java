package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proving.Shown;
import java.util.Optional;

/** How a sign-in ended. */
sealed interface Result {
  /** Signed in. */
  record SignedIn(PersonId person, boolean isNew, String cookie, String mark) implements Result {
    @Override
    public String toString() {
      return "SignedIn[" + person + "]";
    }
  }

  /** The proof is somebody else's, or the person may not sign in: answered as a mismatch. */
  record NotAllowed(String reason) implements Result {}

  /**
   * Nobody is signed in, and the person is told why.
   *
   * @param reason for the trail
   */
  record Told(Problem problem, String reason) implements Result {}

  /** The phone that was proven does not open the account, and that may be said. */
  record PhoneUnbound(Enrolment.Phone phone) implements Result {}

  /** The phone that was proven opens the account after the hold. */
  record PhoneWaits(Problem problem) implements Result {}

  /** The purpose takes another person's proof only. */
  record OtherPerson(PersonId person) implements Result {}

  /** Facts chose the person, and no factor of their own: nothing is signed in yet. */
  record Chosen(Shown shown) implements Result {}

  /** Proven, and the level wanted needs more: nothing is signed in yet. */
  record More(Shown shown, Missing missing, Optional<Problem> why) implements Result {
    More(Shown shown, Missing missing) {
      this(shown, missing, Problem.none());
    }
  }

  /**
   * An upstream's account would have been joined, and the level wanted needs more: nothing was
   * joined, and the sign-in goes on with what was shown before.
   */
  record NotJoined(Shown before, Missing missing) implements Result {
    More more() {
      return new More(before, missing);
    }
  }

  /**
   * What was shown does not do: the person may not use the service, a code by text message alone
   * steps nobody up, and what was shown before a way to the account ended opens it no more.
   */
  record NotEnough(PersonId person, String reason, Problem problem, Then then) implements Result {
    /** With which this sign-in is over. */
    NotEnough(PersonId person, String reason, Problem problem) {
      this(person, reason, problem, Then.OVER);
    }
  }

  /** How a sign-in goes on where what was shown does not do. */
  enum Then {
    OVER,
    /** By another way: what is said stands beside them. */
    ANOTHER_WAY
  }

  /** This sign-in was used up before. */
  record Spent() implements Result {}

  /** Whether what was done for it is undone. */
  default boolean leavesNothing() {
    return switch (this) {
      case Spent _, OtherPerson _, NotEnough _, NotJoined _ -> true;
      case SignedIn _, NotAllowed _, PhoneUnbound _, Told _, PhoneWaits _, More _, Chosen _ ->
          false;
    };
  }
}
