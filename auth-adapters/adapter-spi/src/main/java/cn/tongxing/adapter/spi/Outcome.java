package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the host does next. Closed: a new kind of answer must be handled before the host compiles.
 */
public sealed interface Outcome {

  /** Show a form and come back with {@link Step.FormSubmitted}. */
  record ShowForm(FormSpec form, AdapterState next) implements Outcome {}

  /**
   * Let the person prove possession of a phone by a one-time code, and come back with {@link
   * Step.PhoneVerified}. The host sends, limits, compares and ages the code.
   *
   * @param phone the number to prove, or empty to let the person type it
   */
  record VerifyPhone(Optional<PhoneNumber> phone, AdapterState next) implements Outcome {}

  /**
   * Send the browser to the upstream and come back with {@link Step.CallbackReceived}.
   *
   * @param uri absolute, within the hosts that the adapter's configuration names; the host refuses
   *     others
   */
  record RedirectUser(URI uri, AdapterState next) implements Outcome {
    public RedirectUser {
      if (!uri.isAbsolute()) {
        throw new IllegalArgumentException("a redirect needs an absolute address");
      }
    }

    /** Without the query: it holds state and may hold personal data. */
    @Override
    public String toString() {
      return "RedirectUser[" + uri.getScheme() + "://" + uri.getAuthority() + ", " + next + "]";
    }
  }

  /**
   * Show a QR code (and on a phone a link) and come back with {@link Step.Polled}; with {@link
   * Step.CallbackReceived} where the app opens {@link StepContext#callbackUri()} in this browser;
   * with {@link Step.CodeDiscarded} where the person asks for a fresh code.
   *
   * @param content what the QR code holds; on a phone the same text is a link if it is a URI
   * @param checkNumber two to six digits that the app shows too, so that the person sees that both
   *     screens belong together; empty where the upstream has none
   * @param expires when the host takes the code off the page, stops polling and offers a fresh one;
   *     two minutes are plenty, since whoever can show the code to somebody else can use them
   * @param pollAfter at least one second
   */
  record ShowCode(
      String content,
      Optional<String> checkNumber,
      LocalizedText instruction,
      Instant expires,
      Duration pollAfter,
      AdapterState next)
      implements Outcome {
    public ShowCode {
      requirePause(pollAfter);
      if (content.isBlank()) {
        throw new IllegalArgumentException("a code without content");
      }
      if (!checkNumber.orElse("00").matches("[0-9]{2,6}")) {
        throw new IllegalArgumentException("a check number is two to six digits");
      }
    }

    /** Without the content: who has it can answer in the person's place. */
    @Override
    public String toString() {
      return "ShowCode[expires=" + expires + ", pollAfter=" + pollAfter + ", " + next + "]";
    }
  }

  /**
   * Somebody scanned the code of {@link ShowCode} and is asked in the app. The host takes the code
   * off the page, so that nobody else scans it, and comes back with {@link Step.Polled}.
   *
   * @param expires until when the person can decide in the app; in place of the code's own
   * @param pollAfter at least one second
   */
  record CodeScanned(Instant expires, Duration pollAfter, AdapterState next) implements Outcome {
    public CodeScanned {
      requirePause(pollAfter);
    }
  }

  /**
   * Let a camera take pictures of the person's face, and come back with {@link
   * Step.CaptureSubmitted}; with {@link Step.CaptureDiscarded} where it has to begin anew. As the
   * answer to one of these it is an interim one: the camera stays open, the hints are shown, and
   * the next actions follow. The host gives each challenge a nonce of its own, lets the person
   * agree before the first, and ends a way that goes on for more than {@value #MOST_CAPTURES}.
   */
  record Capture(CaptureSpec spec, AdapterState next) implements Outcome {}

  /** Most captures of one agreement. */
  int MOST_CAPTURES = 8;

  /**
   * No news: the page that is shown stays (the code of {@link ShowCode}, else a waiting page); come
   * back with {@link Step.Polled} after the pause, at least one second.
   *
   * @param lost why the upstream could not say this time, where that need not end the waiting: the
   *     host counts it as the failure it is; empty where there is no news
   */
  record KeepWaiting(Duration pollAfter, AdapterState next, Optional<Unavailable> lost)
      implements Outcome {
    public KeepWaiting {
      requirePause(pollAfter);
    }

    /** The upstream says that there is no news, or need not be asked yet. */
    public KeepWaiting(Duration pollAfter, AdapterState next) {
      this(pollAfter, next, Optional.empty());
    }
  }

  /**
   * The person is proven, as far as the evidence goes. The host decides what level that is and
   * whether it may sign in to a person who exists already.
   *
   * @param subjects the upstream's stable keys of the person: none where it has none, several where
   *     an account has an old and a new one; each leads to this person from now on
   * @param factors what the person showed to have, know or be; empty for a pure data comparison
   * @param evidence at least one item; what is known of the person stands in the item that says so
   */
  record Proven(List<ExternalSubject> subjects, Set<Factor> factors, List<EvidenceItem> evidence)
      implements Outcome {
    public Proven {
      subjects = List.copyOf(subjects);
      factors = Set.copyOf(factors);
      evidence = List.copyOf(evidence);
      if (evidence.isEmpty()) {
        throw new IllegalArgumentException("a proof without evidence");
      }
    }

    /** What all the evidence says together, the first that says something coming first. */
    public PersonFacts facts() {
      return PersonFacts.together(evidence.stream().map(EvidenceItem::facts).toList());
    }
  }

  /** The person's doing: counts towards limits, is answered without saying which half was wrong. */
  record Refused(Reason reason) implements Outcome {}

  /**
   * The upstream's doing: never counts against the person; other ways are offered at once and what
   * was typed is kept.
   *
   * @param diagnosis for the operator's log: no personal data, no secret
   * @param cause whether waiting may help
   */
  record Unavailable(String diagnosis, Cause cause) implements Outcome {

    /** Whose it is to put right. */
    public enum Cause {
      /** The upstream's, or the way's to it. */
      UPSTREAM,
      /**
       * The upstream refuses what we are configured to send: it stays so until an operator acts.
       */
      CONFIGURATION,
      /** Nobody's: it answers, and cannot say anything of this person. It is no outage. */
      PERSON
    }

    /** The upstream's. */
    public Unavailable(String diagnosis) {
      this(diagnosis, Cause.UPSTREAM);
    }

    /**
     * The upstream says that what we are configured to send is wrong, in an answer that nobody else
     * can have made: an operator is alarmed.
     */
    public static Unavailable byConfiguration(String diagnosis) {
      return new Unavailable(diagnosis, Cause.CONFIGURATION);
    }

    /** The upstream answers, and has nothing to compare this person with. */
    public static Unavailable ofThisPerson(String diagnosis) {
      return new Unavailable(diagnosis, Cause.PERSON);
    }
  }

  private static void requirePause(Duration pollAfter) {
    if (pollAfter.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("polling more often than once a second: " + pollAfter);
    }
  }
}
