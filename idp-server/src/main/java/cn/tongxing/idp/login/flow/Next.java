package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.login.limits.Admission;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transaction.Shown;
import java.util.Optional;

/** What a step tells the dispatcher. A step never calls another one. */
sealed interface Next {

  /** The transaction as it was before this step ended. */
  Transaction transaction();

  /** A page is to be shown. */
  record Show(Transaction transaction) implements Next {}

  /** The choice of a way is to be shown. */
  record Choose(Transaction transaction, Optional<Problem> problem) implements Next {}

  /** An adapter wants a phone proven: this one, or one that the person types. */
  record VerifyPhone(Transaction transaction, Optional<PhoneNumber> phone) implements Next {}

  /** The code of the transaction's phone was entered, in this transaction. */
  record PhoneProven(Transaction transaction) implements Next {}

  /** The browser showed factors bound to a person who exists. */
  record PersonShown(Transaction transaction, Shown shown) implements Next {}

  /**
   * An adapter proved who the person is.
   *
   * @param counted the try at the document, to be given back if the proof is the person's own
   */
  record PersonProven(
      Transaction transaction, Outcome.Proven proven, Optional<Admission.Admitted> counted)
      implements Next {}
}
