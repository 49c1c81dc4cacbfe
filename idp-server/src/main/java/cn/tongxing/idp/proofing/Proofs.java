package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.SignInId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs provings. The host claims its transaction, hands over what happened, shows what is asked,
 * and decides what follows from a fact. Starts no session and makes no account.
 */
public interface Proofs {

  /** Code by text message to a phone that is bound to a person. */
  String SMS = "sms";

  /** Identifier and password. */
  String PASSWORD = "password";

  /** WebAuthn credential. */
  String PASSKEY = "passkey";

  /** The adapters that are configured and switched on, in their order; none for staff only. */
  List<OfferedWay> adapters();

  /** The adapters that only staff may use, at a counter. */
  List<OfferedWay> staffAdapters();

  /** Begins a way: one of the three above, or an adapter's id. */
  Progress start(Proving proving, String way, Prover prover);

  /** A button was pressed on the page that shows what is asked; what it does not fit stays. */
  Progress answer(Proving proving, Ask asked, Action action, Prover prover);

  /** A passkey was shown on a page of the host that offered one with this challenge. */
  Progress passkey(Proving proving, byte[] challenge, Action action, Prover prover);

  /** A code is sent to a phone of a person whom another factor has shown, as a second one. */
  Progress secondFactor(Proving proving, Proving.Shown first, PhoneNumber phone, Prover prover);

  /** A fresh code in place of the one to scan, whose callbacks count no more. */
  Progress anotherScan(Proving proving, Ask.Scan asked, Prover prover);

  /** A fresh challenge in place of the one that came to nothing. */
  Progress anotherCapture(Proving proving, Ask.Capture asked, Prover prover);

  /** The browser came back from the upstream; an answer that nobody asked for changes nothing. */
  Progress callback(
      Proving proving, Ask asked, Map<String, List<String>> parameters, Prover prover);

  /** The page that waits asked whether there is news. */
  Progress poll(Proving proving, Ask asked, Prover prover);

  /** A message of the upstream's server came. The person's next poll finishes the step. */
  Notice notified(
      Proving proving, Ask asked, Map<String, List<String>> headers, byte[] body, Prover prover);

  /**
   * What a message of the upstream's server led to.
   *
   * @param acknowledgement what to answer; empty if the message was not accepted
   */
  record Notice(Proving proving, Ask ask, Optional<String> acknowledgement) {}

  /** Whose transaction an upstream's call-back or message is for; empty if it is none of ours. */
  Optional<SignInId> opened(String handle);

  /** The handle that {@link #opened} opens. */
  String handle(SignInId id);

  /**
   * Whose transaction a state claims to be for, that came back to an adapter's registered address;
   * whether it is, {@link #isState} says. Empty if it is none of ours.
   */
  Optional<SignInId> claimed(String state);

  /** Whether the upstream was given this state for the way's current start. */
  boolean isState(Proving proving, String state);

  /** The person turned to something else. */
  void leave(Proving proving, Ask asked, Prover prover);

  /** The proof was the person's own: its try counts no more. */
  void accepted(Progress.Identified proof);

  /** Somebody else's proof, or it may not be used: counted as a mismatch, in this transaction. */
  void refused(Progress.Identified proof);

  /**
   * Whether whoever proved name, number and a phone may be told that the account exists and has
   * another phone: for two documents a phone in 30 days. Counts, in this transaction.
   */
  boolean mayTell(Progress.Identified proof);

  /**
   * The person is here, in this transaction: wrong passwords of before no longer count, and a phone
   * that was shown is theirs from now on. Nothing of it where a fact chose the person.
   */
  void recognised(Proving proving, Proving.Shown shown, Prover prover);
}
