package cn.tongxing.idp.login.transaction;

import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.page.Page.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the transaction waits for. Closed: a new stage must be shown and answered to compile. */
public sealed interface Stage {

  /** The choice of a way. */
  record Choosing(Optional<Ceremony> passkey, Optional<Problem> problem) implements Stage {}

  /** Identifier and password. */
  record AskPassword(String identifier, Optional<Problem> problem) implements Stage {}

  /** A phone number, for signing in or for an adapter that asked for one. */
  record AskPhone(String typed, Optional<Problem> problem) implements Stage {}

  /**
   * A code that was sent.
   *
   * @param hash keyed, over transaction, purpose, number and code; empty once it is dead
   * @param wrong how many wrong ones were typed since it was sent
   * @param fixed whether the number was given by the server and cannot be changed here
   */
  record AskCode(
      PhoneNumber phone,
      byte[] hash,
      Instant expires,
      int wrong,
      Instant sentAt,
      boolean fixed,
      Optional<Problem> problem)
      implements Stage {
    @Override
    public String toString() {
      return "AskCode[" + phone + ", wrong=" + wrong + "]";
    }
  }

  /** Which of the persons who share the proven phone. */
  record AskPerson(List<Candidate> candidates, Optional<Problem> problem) implements Stage {
    public AskPerson {
      candidates = List.copyOf(candidates);
    }
  }

  /** One person of a shared phone, with the name to choose by. */
  record Candidate(PersonId person, String label) {
    @Override
    public String toString() {
      return "Candidate[" + person + "]";
    }
  }

  /** A passkey. */
  record AskPasskey(Ceremony ceremony, Optional<Problem> problem) implements Stage {}

  /** An adapter's form. */
  record AskForm(FormSpec form) implements Stage {}

  /** The browser is at the upstream's site. */
  record Away(URI uri) implements Stage {
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
      implements Stage {

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

  /** Waiting for an upstream. */
  record Wait(int pollSeconds, Instant due) implements Stage {}

  /** The way does not work now. */
  record Down() implements Stage {}

  /** The proof was refused, or a limit stopped it. */
  record Refused(Problem problem) implements Stage {}

  /**
   * Signed in with a new account; a credential for next time is offered.
   *
   * @param cookie the session's, sealed with the transaction, for a browser whose first answer was
   *     lost
   */
  record Offer(
      PersonId person, Optional<Ceremony> passkey, String cookie, Optional<Problem> problem)
      implements Stage {
    @Override
    public String toString() {
      return "Offer[" + person + "]";
    }
  }

  /**
   * Over: nothing can be done with it any more.
   *
   * @param cookie as in {@link Offer}; blank when the person turned back
   * @param at when; the cookie is handed out again for a minute only
   */
  record Done(String cookie, Instant at) implements Stage {
    @Override
    public String toString() {
      return "Done[" + at + "]";
    }
  }
}
