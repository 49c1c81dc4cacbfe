package cn.tongxing.idp.login.page;

import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.CitizenTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One page of a sign-in. Every page is one HTML form that posts to the transaction's address; the
 * pressed button is the parameter {@code action}. Field names and ids stay stable.
 */
public sealed interface Page {

  /**
   * The ways to sign in. Buttons: {@code action=method:<id>}. Returning ways first (SMS code,
   * password, passkey), then the ways that also register (adapters). Who signed in with this
   * browser before finds that way on top, with its fields right there ({@code phone}, or {@code
   * identifier} and {@code password}); who did not, two choices: to sign in, or to begin.
   *
   * @param last id of the way last gone in this browser, or of the app that it is in; or blank
   * @param counterOnly whether who holds nothing but a foreign passport needs a counter
   * @param passkey options for a passkey offered right here (conditional UI), where the browser can
   * @param needs the level that must be reached, where it is more than any sign-in
   */
  record ChooseMethod(
      List<Way> returning,
      List<Way> registering,
      String last,
      boolean counterOnly,
      Optional<Passkey> passkey,
      Optional<Problem> problem,
      Optional<Needs> needs)
      implements Page, Choice {

    public ChooseMethod {
      returning = List.copyOf(returning);
      registering = List.copyOf(registering);
    }

    /** The same for a browser that remembers a way. */
    public ChooseMethod lastBy(String way) {
      return new ChooseMethod(returning, registering, way, counterOnly, passkey, problem, needs);
    }
  }

  /**
   * It is known who it is, and the level needs more: what is done, what is missing, and what leads
   * there. Buttons: {@code action=method:<id>}. Where nothing does, that is said; the counter
   * always is.
   *
   * @param own ways of the person
   * @param proofs ways to be proven anew
   * @param enough whether what was shown already is enough, for more is only wished: {@code
   *     action=go-on} ends the sign-in with it
   */
  record MoreNeeded(
      Needs needs, List<Way> own, List<Way> proofs, Optional<Passkey> passkey, boolean enough)
      implements Page {

    public MoreNeeded {
      own = List.copyOf(own);
      proofs = List.copyOf(proofs);
    }

    /** Whether anything leads there now. */
    public boolean isWithSteps() {
      return Stream.concat(own.stream(), proofs.stream()).anyMatch(Way::available);
    }
  }

  /**
   * The person of a session shows once more that it is they, with what would count beside what was
   * shown just now. Buttons: {@code action=method:<id>}. Nobody registers here.
   *
   * @param before what is done next: {@code confirm.for.*}
   * @param shown just now: {@code me.phone.own.*}
   */
  record ConfirmOwner(
      String before,
      List<String> shown,
      List<Way> own,
      List<Way> proofs,
      Optional<Passkey> passkey,
      Optional<Problem> problem)
      implements Page {

    public ConfirmOwner {
      shown = List.copyOf(shown);
      own = List.copyOf(own);
      proofs = List.copyOf(proofs);
    }
  }

  /**
   * What ends a freeze: two ways of before, or one better. Buttons: {@code action=method:<id>}.
   *
   * @param begun what was shown: {@code me.phone.own.*}; another is asked for
   * @param useless keys of what else the account has, and of why it does not count
   */
  record Thaw(
      List<String> begun,
      List<Way> own,
      List<Way> proofs,
      List<Map.Entry<String, String>> useless,
      Optional<Passkey> passkey,
      Optional<Problem> problem)
      implements Page {
    public Thaw {
      begun = List.copyOf(begun);
      own = List.copyOf(own);
      proofs = List.copyOf(proofs);
      useless = List.copyOf(useless);
    }
  }

  /**
   * An adapter's form; fields as the specification says, {@code action=submit} or a secondary one.
   *
   * @param notice why it is asked for, where the person did not choose it
   * @param opens whether no page follows that asks for a phone, and it may open an account
   */
  record AdapterForm(Way way, FormSpec form, Optional<Problem> notice, boolean opens)
      implements Page {}

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
   *
   * @param registering whether going on may open an account, so that terms are accepted by it
   * @param review what was typed on the adapter's form, to be looked at before a code is sent;
   *     {@code action=method:<way>} goes back to it
   * @param another whether it is the phone that an account is to have from now on
   */
  record PhoneForm(
      boolean registering,
      String way,
      List<String> review,
      String phone,
      Optional<Problem> problem,
      boolean another)
      implements Page {

    public PhoneForm {
      review = List.copyOf(review);
    }

    /** Without what was typed. */
    @Override
    public String toString() {
      return "PhoneForm[registering=" + registering + "]";
    }
  }

  /**
   * Field {@code code}; {@code action=submit}, {@code action=resend}, {@code action=change-phone}.
   *
   * @param phone whole where the person typed it just now, else masked
   * @param letters two letters that the message shows too, so that of several messages the right
   *     one is found; blank if this message has none
   * @param fixed whether the number was given by the server and cannot be changed here
   * @param spent whether no code is right any more, so that none is asked for
   * @param resendIn seconds until a new code may be asked for; 0 = now
   */
  record CodeForm(
      String phone,
      String letters,
      boolean fixed,
      boolean spent,
      int resendIn,
      Optional<Problem> problem)
      implements Page {

    /** Without the number. */
    @Override
    public String toString() {
      return "CodeForm[letters=" + letters + "]";
    }
  }

  /**
   * The code alone does not say who it is. Field {@code tail}, the last six characters of the
   * document number; {@code action=submit}, {@code action=new-number} for who has the number newly,
   * {@code action=not-mine} for who gets messages about an account that is not theirs.
   *
   * @param others own ways to sign in instead
   */
  record DocumentTail(Optional<Problem> problem, List<Way> others) implements Page {}

  /**
   * Whoever has the number now says that those before have it no more. {@code action=submit},
   * {@code action=keep} to go back; once it is done {@code action=new-number} to register.
   */
  record NotMine(boolean done) implements Page {}

  /**
   * Name, number and a phone were proven, and that phone does not open the account: how to go on.
   *
   * @param ways to sign in by more, after which the phone can be changed
   */
  record PhoneUnbound(Phone why, List<Way> ways) implements Page {
    public PhoneUnbound {
      ways = List.copyOf(ways);
    }

    /** Why the phone does not open it. */
    public enum Phone {
      /** The account has another phone. */
      UNBOUND,
      /** The number was not used for long. */
      STALE,
      /** Others have it too. */
      SHARED
    }

    /** Catalogue keys of this page begin so. */
    public String key() {
      return "phone." + why.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A QR code to scan (or a link on a phone); polls. {@code action=restart} renews it.
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

  /** Pictures of the person's face, from {@code /sign-in/{id}/frames}. */
  record CameraCapture(Way way, Camera camera) implements Page {}

  /**
   * The account exists now: a passkey or a password for next time, or not now. {@code
   * action=passkey} (hidden field {@code credential} filled by script), {@code action=password}
   * (field {@code new_password}), {@code action=skip}.
   *
   * @param username what a password manager keeps a new password under: the phone proven just now
   * @param needs the level that one of them is needed for; a password is no help for A3
   */
  record OfferCredential(
      boolean newAccount,
      String username,
      Optional<Passkey> passkey,
      Optional<Problem> problem,
      Optional<Needs> needs)
      implements Page {

    /** Whether a password will do. */
    public boolean isForPasswords() {
      return needs.filter(each -> each.authentication() > 2).isEmpty();
    }

    /** Without the phone. */
    @Override
    public String toString() {
      return "OfferCredential[newAccount=" + newAccount + "]";
    }
  }

  /**
   * Signed in; an upstream's account signs in to the account from now on. {@code action=keep} goes
   * on, {@code action=end-link} ends the link, and goes on too.
   *
   * @param way by which it was shown
   * @param ends whether it can be ended here
   */
  record LinkAdded(Way way, boolean ends, Optional<Problem> problem) implements Page {}

  /** Sign in with a passkey: script fills {@code credential} and submits {@code action=passkey}. */
  record PasskeyForm(Passkey passkey, Optional<Problem> problem) implements Page {}

  /** This way does not work now, not the person's doing; others at once. What was typed is kept. */
  record WayUnavailable(Way way, Instead instead) implements Page {
    public List<Way> others() {
      return instead.all();
    }
  }

  /** Somebody else opened an account by the person's name and number; the problem tells when. */
  record TakeOverWaits(Problem problem) implements Page {}

  /** The holder was proven beside another phone: it is theirs after a time; ways meanwhile. */
  record PhoneWaits(Problem problem, List<Way> ways) implements Page {
    public PhoneWaits {
      ways = List.copyOf(ways);
    }
  }

  /**
   * What was shown is the account's own, which is frozen: by whom it may be thawed.
   *
   * @param told what is told, with the time at which a day of the hotline's ends
   * @param atCounter whether nobody but the counter thaws it
   * @param proofs the ways that thaw it alone, as one says "this or that"; blank without
   */
  record AccountFrozen(Problem told, boolean atCounter, String proofs) implements Page {}

  /** The proof was refused; try again, or another way, or a counter. */
  record ProofRefused(Way way, Problem problem, Instead instead) implements Page {
    public List<Way> others() {
      return instead.all();
    }
  }

  /** The transaction is over: too old, used up, or not of this browser. A way to begin again. */
  record Over(Over.Why why, Optional<String> beginAgain) implements Page {
    /** Why there is nothing to go on with. */
    public enum Why {
      EXPIRED,
      OTHER_BROWSER,
      COOKIES_OFF,
      VISIT_OVER,
      SIGNED_IN,
      FINISHED
    }
  }

  /** A way to sign in; not {@code available} while its upstream is down; app and icon as set. */
  record Way(
      String id,
      LocalizedText label,
      LocalizedText hint,
      boolean available,
      Optional<String> installPage,
      Optional<String> icon) {
    public Way(String id, LocalizedText label, LocalizedText hint, boolean available) {
      this(id, label, hint, available, Optional.empty(), Optional.empty());
    }
  }

  /** WebAuthn options in JSON, for the script. */
  record Passkey(String optionsJson) {}

  /**
   * What is wrong, in the words of the catalogue.
   *
   * @param key message key, such as {@code otp.wrong}
   * @param arguments numbers
   * @param field which field it is about; blank for the page as a whole
   * @param until the time that it tells, as the sentence's first argument
   */
  record Problem(String key, List<String> arguments, String field, Optional<Instant> until) {

    /** One that tells no time. */
    public Problem(String key, List<String> arguments, String field) {
      this(key, arguments, field, Optional.empty());
    }

    /** The sentence's arguments in a language; a minute later than its time it is so. */
    public List<String> in(Locale locale) {
      return until
          .map(time -> List.of(CitizenTime.minute(time.plusSeconds(59), locale)))
          .orElse(arguments);
    }

    /** Whether nothing is sent from here before its time; a number's own limit takes another. */
    public boolean isLocked() {
      return key.matches("[a-z]+\\.locked(\\..+)?|phone\\.limit\\.(device|network)");
    }
  }
}
