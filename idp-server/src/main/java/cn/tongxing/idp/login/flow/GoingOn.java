package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Proving.Shown;
import java.util.Optional;

/**
 * Going on without a level that a department only wished for (OpenID Connect Core 1.0, 3.1.2.1:
 * {@code acr_values} are voluntary): a way that reaches it is offered, and nobody has to take it.
 */
final class GoingOn {

  /** The button. */
  static final String ACTION = "go-on";

  private GoingOn() {}

  /** Whether nobody has to take what is offered now. */
  static boolean isOffered(Transaction transaction) {
    return without(transaction).isPresent() || inSession(transaction).isPresent();
  }

  /** Whose session it began beside, where that is enough already and nothing more was shown. */
  static Optional<PersonId> inSession(Transaction transaction) {
    return enough(transaction)
        .filter(_ -> transaction.proving().first().isEmpty())
        .map(Missing::person)
        .filter(person ->
            transaction
                .request()
                .wanted()
                .held()
                .filter(held -> held.person().equals(person))
                .isPresent());
  }

  /** Whoever was shown, at the choice of what would reach more, where that is enough already. */
  static Optional<Shown> without(Transaction transaction) {
    return enough(transaction)
        .flatMap(missing ->
            transaction
                .proving()
                .first()
                .filter(shown -> shown.person().equals(missing.person()))
                .filter(shown -> !shown.factors().isEmpty()));
  }

  /** What is missing of a wish only, at the choice of what would lead to it. */
  private static Optional<Missing> enough(Transaction transaction) {
    return transaction
        .missing()
        .filter(_ -> transaction.stage() instanceof Stage.Choosing)
        .filter(missing ->
            transaction
                .request()
                .wanted()
                .otherwise()
                .filter(missing.reached()::satisfies)
                .isPresent());
  }
}
