package cn.tongxing.idp.login.page;

import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
   * <p>Who signed in with this browser before finds that way on top, with its fields right there
   * ({@code phone}, or {@code identifier} and {@code password}). Who did not gets two choices: to
   * sign in, or to begin. All the others stand below in two groups.
   *
   * @param last id of the way that somebody last signed in by in this browser; blank if there is
   *     none
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
      implements Page {

    public ChooseMethod {
      returning = List.copyOf(returning);
      registering = List.copyOf(registering);
    }

    /** The same for a browser that remembers a way. */
    public ChooseMethod lastBy(String way) {
      return new ChooseMethod(returning, registering, way, counterOnly, passkey, problem, needs);
    }

    /** The way of last time, while it works. */
    public Optional<Way> remembered() {
      return Stream.concat(returning.stream(), registering.stream())
          .filter(way -> way.available() && way.id().equals(last))
          .findFirst();
    }

    /** The two choices of who was not here before: to sign in, and to begin. */
    public List<Way> main() {
      return remembered().isPresent()
          ? List.of()
          : Stream.concat(
                  returning.stream().filter(Way::available).limit(1),
                  registering.stream().filter(Way::available).limit(1))
              .toList();
    }

    /** Further ways for who has an account. */
    public List<Way> otherReturning() {
      return returning.stream().filter(this::isNotOnTop).toList();
    }

    /** Further ways for who has none. */
    public List<Way> otherRegistering() {
      return registering.stream().filter(this::isNotOnTop).toList();
    }

    private boolean isNotOnTop(Way way) {
      return !main().contains(way) && remembered().filter(way::equals).isEmpty();
    }
  }

  /**
   * A level that must be reached, in the numbers of its words.
   *
   * @param identity 1 to 5: P1 to P5
   * @param authentication 1 to 3: A1 to A3
   * @param sure whether it is sure enough who the person is
   * @param shown whether it was shown well enough that it is they
   */
  record Needs(int identity, int authentication, boolean sure, boolean shown) {}

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
   * What ends a freeze: two ways of before, or one better proof. Buttons: {@code
   * action=method:<id>}.
   *
   * @param begun whether one way was shown, and another is asked for
   */
  record Thaw(boolean begun, List<Way> own, List<Way> proofs, Optional<Passkey> passkey)
      implements Page {

    public Thaw {
      own = List.copyOf(own);
      proofs = List.copyOf(proofs);
    }
  }

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
   *
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

    /** For signing in, or for an adapter. */
    public PhoneForm(
        boolean registering,
        String way,
        List<String> review,
        String phone,
        Optional<Problem> problem) {
      this(registering, way, review, phone, problem, false);
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
   * @param resendIn seconds until a new code may be asked for; 0 = now
   */
  record CodeForm(
      String phone, String letters, boolean fixed, int resendIn, Optional<Problem> problem)
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
   * Whoever has the number now says that those who had it before have it no more. {@code
   * action=submit}, {@code action=keep} to go back; once it is done {@code action=new-number} to
   * register.
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

  /**
   * The account's holder was proven beside a phone that is not the account's; it is after a time.
   *
   * @param problem what is told, with the time
   * @param ways that lead in meanwhile
   */
  record PhoneWaits(Problem problem, List<Way> ways) implements Page {
    public PhoneWaits {
      ways = List.copyOf(ways);
    }
  }

  /** The proof was refused; try again, or another way, or a counter. */
  record ProofRefused(Way way, Problem problem, Instead instead) implements Page {
    public List<Way> others() {
      return instead.all();
    }
  }

  /**
   * What can be done where a way did not work. Who has no account yet is first shown what needs
   * none.
   *
   * @param registering whether the way that did not work needs no account
   * @param same others that serve the same people
   * @param rest others for those who have an account, or for those who have none
   */
  record Instead(boolean registering, List<Way> same, List<Way> rest) {
    public Instead {
      same = List.copyOf(same);
      rest = List.copyOf(rest);
    }

    List<Way> all() {
      return Stream.concat(same.stream(), rest.stream()).toList();
    }
  }

  /** The transaction is over: too old, used up, or not of this browser. A way to begin again. */
  record Over(Over.Why why, Optional<String> beginAgain) implements Page {
    /** Why there is nothing to go on with. */
    public enum Why {
      EXPIRED,
      OTHER_BROWSER,
      COOKIES_OFF,
      SIGNED_IN,
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
  record Problem(String key, List<String> arguments, String field) {

    /** Whether nothing can be sent here before the time that it tells: no field, no button. */
    public boolean isLocked() {
      return key.matches("[a-z]+\\.locked(\\..+)?");
    }
  }
}
