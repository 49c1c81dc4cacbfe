package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.util.List;

/**
 * Published synchronously inside the transaction in which a take-over that waited comes to nothing:
 * the account rests on more by now, is another's, is part of another account, or the phone has no
 * place. Both sides' phones are to be told; the counter decides.
 */
public record TakeOverEnded(PersonId person, List<PhoneNumber> old, PhoneNumber fresh) {
  public TakeOverEnded {
    old = List.copyOf(old);
  }
}
