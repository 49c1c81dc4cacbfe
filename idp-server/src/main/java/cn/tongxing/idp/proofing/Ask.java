package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** What a way waits for. Closed: a new one must be shown and answered to compile. */
public sealed interface Ask {

  /** Identifier and password, or a passkey that the browser offers in the identifier's field. */
  record Password(String identifier, Optional<Ceremony> passkey, Optional<Problem> problem)
      implements Ask {}

  /** A phone number, for a code or for an adapter that asked for one. */
  record Phone(String typed, Optional<Problem> problem) implements Ask {}

  /**
   * A code that was sent.
   *
   * @param hash keyed, over proving, purpose, number and code; empty once it is dead
   * @param wrong how many wrong ones were typed since it was sent
   * @param resendFrom when another may be asked for
   * @param fixed whether the number was given by the server and cannot be changed here
   */
  record Code(
      PhoneNumber phone,
      byte[] hash,
      Instant expires,
      int wrong,
      Instant resendFrom,
      boolean fixed,
      Optional<Problem> problem)
      implements Ask {

    private static final byte[] DEAD = new byte[0];

    /** No letter that is taken for a digit. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /**
     * Two letters by which a message and its page are seen to belong together; blank for a dead
     * code. They follow from the keyed hash: without the key they say nothing of the code.
     */
    public static String letters(byte[] hash) {
      return hash.length == 0
          ? ""
          : "" + LETTERS.charAt((hash[0] & 0xFF) % 24) + LETTERS.charAt((hash[1] & 0xFF) % 24);
    }

    /** One that nothing will be right for, with the time from which another may be asked for. */
    public static Code dead(PhoneNumber phone, Instant next, boolean fixed, Problem problem) {
      return new Code(phone, DEAD, next, 0, next, fixed, Optional.of(problem));
    }

    /** The same, with the time from which another may be asked for. */
    public Code again(Instant next) {
      return new Code(phone, hash, expires, wrong, next, fixed, problem);
    }

    /** The same, and no code is right any more. */
    public Code dead() {
      return new Code(phone, DEAD, expires, wrong, resendFrom, fixed, problem);
    }

    public boolean isDead() {
      return hash.length == 0;
    }

    /** After one more wrong code. */
    public Code counted() {
      return new Code(phone, hash, expires, wrong + 1, resendFrom, fixed, problem);
    }

    /** The same, and nothing wrong with it. */
    public Code plain() {
      return new Code(phone, hash, expires, wrong, resendFrom, fixed, Optional.empty());
    }

    /** The same, whose number the server gave, or the person typed. */
    public Code toGiven(boolean given) {
      return new Code(phone, hash, expires, wrong, resendFrom, given, problem);
    }

    public Code with(Problem what) {
      return new Code(phone, hash, expires, wrong, resendFrom, fixed, Optional.of(what));
    }

    @Override
    public String toString() {
      return "Code[" + phone + ", wrong=" + wrong + "]";
    }
  }

  /**
   * The end of the document number, where the code alone does not say who it is: several persons
   * share the phone, or its person has not used it for long. How many and who is not told.
   */
  record DocumentTail(Optional<Problem> problem) implements Ask {}

  /**
   * The phone's number is registered with an account of somebody else: shall that end?
   *
   * @param done whether it was said
   */
  record NotMine(boolean done) implements Ask {}

  /** A passkey. */
  record Passkey(Ceremony ceremony, Optional<Problem> problem) implements Ask {}

  /**
   * An adapter's form.
   *
   * @param notice why it is asked for, where the person did not choose it
   */
  record Form(FormSpec form, Optional<Problem> notice) implements Ask {}

  /** The browser is at the upstream's site. */
  record Away(URI uri) implements Ask {
    @Override
    public String toString() {
      return "Away[" + uri.getAuthority() + "]";
    }
  }

  /**
   * A code to scan.
   *
   * @param checkNumber what the app shows too
   * @param scanned whether a phone opened it: nobody else may then
   */
  record Scan(
      String content,
      Optional<String> checkNumber,
      LocalizedText instruction,
      Instant expires,
      boolean scanned,
      int pollSeconds,
      Instant due)
      implements Ask {

    /** To be asked about at another time. */
    public Scan due(int pause, Instant at) {
      return new Scan(content, checkNumber, instruction, expires, scanned, pause, at);
    }

    /** Opened on a phone. */
    public Scan scanned(Instant until) {
      return new Scan(content, checkNumber, instruction, until, true, pollSeconds, due);
    }

    @Override
    public String toString() {
      return "Scan[expires=" + expires + "]";
    }
  }

  /**
   * Pictures of the person's face. Before the first challenge the person has to agree.
   *
   * @param challenge the one that is open; empty before the person has agreed, and once it is used
   *     up without the adapter having seen it
   * @param agreed whether the person has
   * @param number counts the captures of this agreement
   */
  record Capture(CaptureSpec spec, Optional<Challenge> challenge, boolean agreed, int number)
      implements Ask {

    /**
     * One-time: what is sent for it uses it up.
     *
     * @param nonce 32 letters and digits
     * @param since when it was given out
     * @param until when it is over
     */
    public record Challenge(String nonce, Instant since, Instant until) {
      /** Without the nonce. */
      @Override
      public String toString() {
        return "Challenge[until=" + until + "]";
      }
    }

    /** Whether it can be answered. */
    public boolean isOpen(Instant now) {
      return challenge.filter(each -> now.isBefore(each.until())).isPresent();
    }

    /** With its challenge used up. */
    public Capture usedUp() {
      return new Capture(spec, Optional.empty(), agreed, number);
    }

    @Override
    public String toString() {
      return "Capture[agreed=" + agreed + ", number=" + number + "]";
    }
  }

  /** An upstream's answer. */
  record Wait(int pollSeconds, Instant due) implements Ask {}

  /**
   * Another way: this one does not work now.
   *
   * @param ofPerson whether it works and cannot say anything of this person: trying again does not
   *     help
   */
  record Down(boolean ofPerson) implements Ask {}

  /** Another try: the proof was refused, or a limit stopped it. */
  record Refused(Problem problem) implements Ask {}

  /** Whether it is time to ask the upstream whether there is news. */
  default boolean isDue(Instant now) {
    return switch (this) {
      case Scan scan -> !now.isBefore(scan.due()) && now.isBefore(scan.expires());
      case Wait wait -> !now.isBefore(wait.due());
      default -> false;
    };
  }

  /** Whether a message of the upstream's server can matter. */
  default boolean waitsForUpstream() {
    return this instanceof Away || this instanceof Scan || this instanceof Wait;
  }
}
