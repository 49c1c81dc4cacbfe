package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.util.List;

/**
 * Published synchronously inside the transaction in which a change of phone that waited is stopped.
 *
 * @param concerned phones of the account, where they stay, and the wanted one
 */
public record PhoneChangeCancelled(PersonId person, List<PhoneNumber> concerned) {
  public PhoneChangeCancelled {
    concerned = List.copyOf(concerned);
  }
}
