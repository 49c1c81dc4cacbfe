package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proving.Shown;
import java.util.Optional;

/** What follows from what was shown, as the purpose of the sign-in has it. */
interface Ending {

  /** A person who exists, by a factor of theirs. */
  Result shown(Transaction transaction, Shown now, Visitor visitor);

  /** An adapter said who it is. */
  Result identified(Transaction transaction, Progress.Identified identified, Visitor visitor);

  /** The phone that was proven is nobody's; empty where that is only the beginning. */
  Optional<Result> ofNobodysPhone();
}
