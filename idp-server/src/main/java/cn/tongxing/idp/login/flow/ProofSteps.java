package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proving.AsOf;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What a proof by an adapter shows of the person whose it is, and when: in the transaction in which
 * it was enrolled, with the person's row held.
 */
@Component
class ProofSteps {

  private final TakeOvers takeOvers;
  private final PhoneCredentials phones;
  private final InstantSource clock;

  ProofSteps(TakeOvers takeOvers, PhoneCredentials phones, InstantSource clock) {
    this.takeOvers = takeOvers;
    this.phones = phones;
    this.clock = clock;
  }

  /** A name from elsewhere says nothing of this browser: the code began the session. */
  Shown of(
      Transaction transaction, Progress.Identified identified, PersonId person, boolean isNew) {
    // the phone of whoever is new has just been bound
    Set<Factor> own = isNew ? identified.factors() : own(transaction, identified, person);
    boolean polled = identified.proof().isPolledAlone();
    // who is new, nobody else can see: nothing of theirs has ended
    Shown now =
        of(transaction, identified.proof(), person, own, isNew ? 0 : takeOvers.ways(person));
    Shown shown = Completion.together(transaction, now);
    return polled && Authentication.SMS.containsAll(shown.factors())
        ? shown.asOne(Authentication.POLLED)
        : shown;
  }

  /**
   * The code to the phone is as old as it is, whatever the upstream says just now, and so is what
   * the upstream said before the code. The version of the ways is read with the person's row held:
   * since then nothing of the proof can have ended.
   */
  Shown of(Transaction transaction, Proof proof, PersonId person, Set<Factor> own) {
    return of(transaction, proof, person, own, takeOvers.ways(person));
  }

  private Shown of(
      Transaction transaction, Proof proof, PersonId person, Set<Factor> own, int ways) {
    String way = transaction.way();
    AsOf now = new AsOf(proof.held().orElseGet(clock::instant), ways);
    Optional<AsOf> code =
        transaction
            .proving()
            .phoneAt()
            .filter(_ -> own.contains(Factor.SMS))
            .map(at -> new AsOf(at, now.ways()));
    if (code.isEmpty()) {
      return new Shown(person, way, own, now);
    }
    Shown coded = new Shown(person, way, Authentication.SMS, code.get());
    Set<Factor> rest =
        own.stream().filter(each -> each != Factor.SMS).collect(Collectors.toUnmodifiableSet());
    return rest.isEmpty() ? coded : new Shown(person, way, rest, now).after(coded);
  }

  /**
   * A code to the phone of somebody else who helps is nothing of the person's; nor, where code and
   * proof were shown apart, is one to a number that may be of whoever came to the page or left it.
   */
  private Set<Factor> own(
      Transaction transaction, Progress.Identified identified, PersonId person) {
    boolean together = identified.proof().isJustNow(clock.instant()) && isPhoneJustNow(transaction);
    boolean theirs =
        identified
            .proof()
            .possessedPhone()
            .filter(each -> together ? phones.isBound(person, each) : phones.isFresh(person, each))
            .isPresent();
    return identified.factors().stream()
        .filter(factor -> theirs || factor != Factor.SMS)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whom factors are bound to that were shown before in this very sign-in. What a session remembers
   * joins nothing to its account: a step up is by its person's own factor, and whoever sits at an
   * open browser has none.
   */
  private Optional<Proof.Beside> beside(Transaction transaction) {
    return transaction
        .proving()
        .first()
        .filter(each -> !each.byFact())
        .map(each ->
            new Proof.Beside(
                each.person(),
                ShownSteps.of(transaction.id(), each).justNow(clock.instant()).ownShown()));
  }

  /** What was proven, with what was shown beside it in this sign-in. */
  Proof proof(Progress.Identified identified, Transaction transaction) {
    return identified.proof().phoneJustNow(isPhoneJustNow(transaction)).beside(beside(transaction));
  }

  /**
   * Whether the code to the phone of this sign-in was right so lately that it changes something.
   */
  private boolean isPhoneJustNow(Transaction transaction) {
    return transaction.proving().phoneAt().filter(this::isJustNow).isPresent();
  }

  private boolean isJustNow(Instant at) {
    return !at.isBefore(clock.instant().minus(Authentications.FRESH));
  }

  /** What a fact about the person chose, as of the code beside it. */
  Shown chosen(Transaction transaction, PersonId person, String method, Set<Factor> factors) {
    Instant at = transaction.proving().phoneAt().orElseGet(clock::instant);
    return new Shown(person, method, factors, true, new AsOf(at, takeOvers.ways(person)));
  }
}
