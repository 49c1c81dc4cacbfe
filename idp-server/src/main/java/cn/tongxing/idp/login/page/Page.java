package cn.tongxing.idp.login.page;

import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import java.util.List;
import java.util.Optional;

/**
 * One page of a sign-in. Every page is one HTML form that posts to the transaction's address; the
 * name of the pressed button is the parameter {@code action}. Field names and ids are given here
 * and stay stable.
 */
public sealed interface Page {

  /**
   * The ways to sign in. Buttons: {@code action=method:<id>}. Returning ways first (SMS code,
   * password, passkey), then the ways that also register (adapters).
   *
   * @param passkey options for a passkey offered right here (conditional UI), where the browser can
   */
  record ChooseMethod(
      List<Way> returning,
      List<Way> registering,
      Optional<Passkey> passkey,
      Optional<Problem> problem)
      implements Page {}

  /**
   * An adapter's form; fields as the specification says, {@code action=submit} or a secondary one.
   *
   * @param notice why it is asked for, where the person did not choose it
   */
  record AdapterForm(Way way, FormSpec form, Optional<Problem> notice) implements Page {
    /** A form that was chosen. */
    public AdapterForm(Way way, FormSpec form) {
      this(way, form, Optional.empty());
    }
  }

  /**
   * Fields {@code identifier} (phone or document number) and {@code password}; {@code
   * action=submit}.
   *
   * @param passkey options for a passkey that the browser offers where the identifier is typed
   *     (conditional UI); {@code action=passkey}
   */
  record PasswordForm(String identifier, Optional<Passkey> passkey, Optional<Problem> problem)
      implements Page {}

  /**
   * Field {@code phone}; {@code action=submit}. For a sign-in by code and for an adapter's
   * VerifyPhone.
   */
  record PhoneForm(boolean registering, String phone, Optional<Problem> problem) implements Page {}

  /**
   * Field {@code code}; {@code action=submit}, {@code action=resend}, {@code action=change-phone}.
   *
   * @param resendIn seconds until a new code may be asked for; 0 = now
   */
  record CodeForm(String maskedPhone, int resendIn, Optional<Problem> problem) implements Page {}

  /**
   * The code alone does not say who it is. Field {@code tail}, the last six characters of the
   * document number; {@code action=submit}, {@code action=new-number} for who has the number newly.
   *
   * @param others own ways to sign in instead
   */
  record DocumentTail(Optional<Problem> problem, List<Way> others) implements Page {}

  /**
   * A QR code to scan (or a link to follow on a phone); polls. {@code action=restart} for a new
   * one.
   *
   * @param svg blank once nobody shall scan it any more
   * @param checkNumber what the app shows too
   * @param secondsLeft until it expires; by no clock of the browser's, which may be wrong
   */
  record QrCode(
      Way way,
      State state,
      LocalizedText instruction,
      String svg,
      Optional<String> link,
      Optional<String> checkNumber,
      long secondsLeft,
      int pollSeconds)
      implements Page {

    /** What has become of the code. */
    public enum State {
      SHOWN,
      SCANNED,
      EXPIRED
    }
  }

  /** Waiting for an upstream; polls. */
  record Waiting(Way way, int pollSeconds) implements Page {}

  /**
   * The account exists now: a passkey or a password for next time, or not now. {@code
   * action=passkey} (hidden field {@code credential} filled by script), {@code action=password}
   * (field {@code new_password}), {@code action=skip}.
   */
  record OfferCredential(boolean newAccount, Optional<Passkey> passkey, Optional<Problem> problem)
      implements Page {}

  /** Sign in with a passkey: script fills {@code credential} and submits {@code action=passkey}. */
  record PasskeyForm(Passkey passkey, Optional<Problem> problem) implements Page {}

  /** This way does not work now, not the person's doing; others at once. What was typed is kept. */
  record WayUnavailable(Way way, List<Way> others) implements Page {}

  /** The proof was refused; try again, or another way, or a counter. */
  record ProofRefused(Way way, Problem problem, List<Way> others) implements Page {}

  /** The transaction is over: too old, used up, or not of this browser. A way to begin again. */
  record Over(Why why, Optional<String> beginAgain) implements Page {
    /** Why there is nothing to go on with. */
    public enum Why {
      EXPIRED,
      OTHER_BROWSER,
      FINISHED
    }
  }

  /**
   * One way to sign in.
   *
   * @param available false while its upstream is known to be down: shown greyed, with the sentence
   */
  record Way(String id, LocalizedText label, LocalizedText hint, boolean available) {}

  /** WebAuthn options in JSON, for the script. */
  record Passkey(String optionsJson) {}

  /**
   * What is wrong, in the words of the catalogue.
   *
   * @param key message key, such as {@code otp.wrong}
   * @param arguments numbers, times already formatted
   * @param field which field it is about; blank for the page as a whole
   */
  record Problem(String key, List<String> arguments, String field) {}
}
