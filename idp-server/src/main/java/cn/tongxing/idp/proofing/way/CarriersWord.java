package cn.tongxing.idp.proofing.way;

import cn.tongxing.idp.identity.PhoneHolders;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.proofing.limits.Limits;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Code and pair were right: now the carriers may say in whose name the phone is, but not where this
 * browser hears the answer of a mismatch all the same. What it may be told is decided, and counted,
 * before they are asked.
 */
@Component
class CarriersWord {

  private final PhoneHolders holders;
  private final Limits limits;
  private final TransactionOperations database;

  CarriersWord(PhoneHolders holders, Limits limits, TransactionOperations database) {
    this.holders = holders;
    this.limits = limits;
    this.database = database;
  }

  Progress.Identified witnessed(Progress.Identified found) {
    return new Progress.Identified(
        found.proving(),
        holders.witnessed(found.proof(), new Heard(found.proving())),
        found.factors(),
        found.counted());
  }

  private final class Heard implements PhoneHolders.Hearing {
    private final Proving proving;

    Heard(Proving proving) {
      this.proving = proving;
    }

    /** Name and number thaw nothing, whatever phone is beside them. */
    @Override
    public boolean takes(Optional<PersonId> holder) {
      Purpose purpose = proving.purpose();
      return !(purpose instanceof Purpose.Thaw)
          && (purpose.only().isEmpty() || purpose.only().equals(holder));
    }

    @Override
    public boolean tells() {
      return proving
          .phone()
          .filter(phone ->
              Boolean.TRUE.equals(
                  database.execute(_ -> limits.mayTell(proving.documents(), phone))))
          .isPresent();
    }
  }
}
