package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.proofing.SilentChecks;
import cn.tongxing.idp.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The silent check before the choice: an upstream is asked once, by redirect, whose the browser is.
 * Signed in is only whom this browser has signed in before, by what is linked to them already;
 * whatever else comes back leads to the choice of ways, without a word and with nothing written.
 */
@Component
public class SilentCheck {

  /**
   * When somebody signed in at the upstream nobody here knows: not just now, so that it changes
   * nothing of the account and stands for no fresh authentication; and the session ends so much
   * earlier.
   */
  static final Duration AGE = Duration.ofHours(1);

  private final SilentChecks checks;
  private final Proofs proofs;
  private final Ways ways;
  private final Enrolments enrolments;
  private final KnownPlaces places;
  private final ProofSteps steps;
  private final StillMissing still;
  private final Completion completion;
  private final AfterSignIn after;
  private final Sessions sessions;
  private final TransactionOperations database;
  private final InstantSource clock;

  SilentCheck(
      SilentChecks checks,
      Proofs proofs,
      Ways ways,
      Enrolments enrolments,
      KnownPlaces places,
      ProofSteps steps,
      StillMissing still,
      Completion completion,
      AfterSignIn after,
      Sessions sessions,
      TransactionOperations database,
      InstantSource clock) {
    this.checks = checks;
    this.proofs = proofs;
    this.ways = ways;
    this.enrolments = enrolments;
    this.places = places;
    this.steps = steps;
    this.still = still;
    this.completion = completion;
    this.after = after;
    this.sessions = sessions;
    this.database = database;
    this.clock = clock;
  }

  /** A sign-in that begins with it. */
  public static Transaction due(Transaction begun) {
    return begun.with(begun.proving().silently());
  }

  /** Whether it is due: once, before anything else. */
  public static boolean isDue(Transaction transaction) {
    return transaction.proving().attempt().silent()
        && transaction.stage() instanceof Stage.Choosing
        && transaction.missing().isEmpty();
  }

  /** Whether the answer to a silent check is waited for. */
  public static boolean isUnderWay(Transaction transaction) {
    return transaction.proving().attempt().asksSilently();
  }

  /** Whether a sign-in may be asked for at this way: none that wants somebody to act. */
  public boolean mayAsk(SignInRequest request, String way) {
    Wanted wanted = request.wanted();
    return request.purpose() instanceof Purpose.SignIn
        && wanted.within().isEmpty()
        && wanted.held().isEmpty()
        && checks.canAsk(way);
  }

  /** Leaves for the upstream. */
  public Turn begin(Transaction transaction, String way, Visitor visitor) {
    return ways.offers(transaction, way)
        ? next(transaction, checks.start(transaction.proving(), way, visitor.prover()), visitor)
        : choice(transaction);
  }

  /** The browser is back. */
  public Turn callback(
      Transaction transaction, Map<String, List<String>> parameters, Visitor visitor) {
    return transaction
        .ask()
        .map(ask ->
            next(
                transaction,
                proofs.callback(transaction.proving(), ask, parameters, visitor.prover()),
                visitor))
        .orElse(Turn.to(transaction));
  }

  private Turn next(Transaction before, Progress progress, Visitor visitor) {
    Transaction transaction = before.with(progress.proving());
    return switch (progress) {
      case Progress.Asks(_, Ask.Away away) -> Turn.to(transaction.at(new Stage.Asked(away)));
      case Progress.Stays(_, Ask ask) -> Turn.to(transaction.silently(new Stage.Asked(ask)));
      case Progress.Identified(_, Proof proof, _, _) ->
          signedIn(transaction, proof, visitor)
              .map(result -> after.begin(transaction, result, visitor))
              .orElseGet(() -> choice(transaction));
      case Progress.Asks _,
          Progress.NobodysPhone _,
          Progress.PhoneShown _,
          Progress.Frozen _,
          Progress.Recognised _ ->
          choice(transaction);
    };
  }

  /** As if nothing had been asked. */
  private Turn choice(Transaction transaction) {
    Transaction chosen = transaction.with(transaction.proving().on(""));
    return Turn.to(chosen.at(ways.choice(chosen, Problem.none())));
  }

  /** In one database transaction, of which nothing stays unless it signs in. */
  private Optional<Result.SignedIn> signedIn(
      Transaction transaction, Proof proof, Visitor visitor) {
    Optional<Result.SignedIn> signedIn =
        database.execute(status -> {
          Optional<Result.SignedIn> result =
              shown(transaction, proof, visitor)
                  .filter(it -> still.toAskFor(transaction, it, visitor).isEmpty())
                  .map(it -> completion.start(transaction, it, false, visitor))
                  .flatMap(
                      it -> it instanceof Result.SignedIn in ? Optional.of(in) : Optional.empty())
                  // none where sessions live no longer than it is dated back
                  .filter(in -> sessions.find(in.cookie()).isPresent());
          if (result.isEmpty()) {
            status.setRollbackOnly();
          }
          return result;
        });
    return Objects.requireNonNull(signedIn);
  }

  /** Only who has signed in here before by a press: nobody is led into a stranger's account. */
  private Optional<Shown> shown(Transaction transaction, Proof proof, Visitor visitor) {
    Instant then = clock.instant().minus(AGE);
    Set<Factor> factors = proof.factors();
    return enrolments
        .known(proof)
        .filter(_ -> !factors.isEmpty())
        .filter(person -> places.signedIn(person, visitor.prover().place().mark()))
        .map(person -> steps.of(transaction, proof.shownAt(Optional.of(then)), person, factors));
  }
}
