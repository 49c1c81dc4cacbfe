package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.util.List;

/**
 * Published synchronously inside the transaction in which a change of phone that waited is stopped:
 * by a factor of the account, or because the new phone has no room.
 *
 * @param kept the phones that stay
 * @param refused the one that the account does not get
 */
public record PhoneChangeCancelled(PersonId person, List<PhoneNumber> kept, PhoneNumber refused) {
  public PhoneChangeCancelled {
    kept = List.copyOf(kept);
  }
}
