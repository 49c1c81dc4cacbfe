package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A step before, by the browser's back button: shown and not stored. Whoever only looks loses
 * nothing and comes forward again; what is pressed there goes on {@link Dispatcher#from} it.
 */
@Component
public class LookBack {

  /** The end of the number, as it is asked for first: what was typed is never shown again. */
  static final Ask.DocumentTail TAIL = new Ask.DocumentTail(Problem.none());

  private final Proofs proofs;

  LookBack(Proofs proofs) {
    this.proofs = proofs;
  }

  /** The transaction as that step shows it. */
  public Transaction at(Transaction transaction, String step, Visitor visitor) {
    Proving proving = transaction.proving();
    return switch (step) {
      case Steps.PHONE, Steps.TAIL -> ofStep(transaction).silently(stage(transaction, step));
      case Steps.FORM, Steps.PASSWORD ->
          proofs.start(proving, transaction.way(), visitor.prover())
                      instanceof Progress.Asks(Proving begun, Ask ask)
                  && isForm(ask)
              ? transaction.with(begun).silently(new Stage.Asked(withoutChallenge(ask)))
              : transaction;
      default -> transaction.silently(new Stage.Choosing(Optional.empty(), Problem.none()));
    };
  }

  /** On the way of a step of a code, whichever was chosen there since. */
  static Transaction ofStep(Transaction transaction) {
    return transaction.with(Steps.ofStep(transaction));
  }

  /** The phone, or the end of the number. */
  static Stage stage(Transaction transaction, String step) {
    return new Stage.Asked(step.equals(Steps.TAIL) ? TAIL : phone(transaction.proving()));
  }

  /** The question for the phone, with what was typed. */
  static Ask.Phone phone(Proving proving) {
    return new Ask.Phone(proving.typed().getOrDefault("phone", ""), Problem.none());
  }

  /** What the way begins with now need not be what it began with then. */
  private static boolean isForm(Ask ask) {
    return ask instanceof Ask.Form || ask instanceof Ask.Password;
  }

  /** A challenge that is not stored cannot be answered. */
  private static Ask withoutChallenge(Ask ask) {
    return ask instanceof Ask.Password password
        ? new Ask.Password(password.identifier(), Optional.empty(), Problem.none())
        : ask;
  }
}
