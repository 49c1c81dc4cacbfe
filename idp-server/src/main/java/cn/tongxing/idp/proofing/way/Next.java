package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proving;
import java.util.Optional;

/** What a step tells {@link RunProofs}. A step never calls another one. */
sealed interface Next {

  /** The host goes on. */
  record Over(Progress progress) implements Next {}

  /** An adapter wants a phone proven: this one, or one that the person types. */
  record VerifyPhone(Proving proving, Optional<PhoneNumber> phone) implements Next {}

  /** The code of the proving's phone was entered, in this proving. */
  record PhoneProven(Proving proving) implements Next {}

  static Next asks(Proving proving, Ask ask) {
    return new Over(new Progress.Asks(proving, ask));
  }

  static Next stays(Proving proving, Ask ask) {
    return new Over(new Progress.Stays(proving, ask));
  }

  static Next frozen(Proving proving, PersonId person) {
    return new Over(new Progress.Frozen(proving, person));
  }

  static Next recognised(Proving proving, Proving.Shown shown) {
    return new Over(new Progress.Recognised(proving, shown));
  }
}
