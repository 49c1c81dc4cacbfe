package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.util.List;

/** Published synchronously inside the transaction in which an account gets another phone. */
public record PhoneChanged(PersonId person, List<PhoneNumber> old, PhoneNumber fresh) {
  public PhoneChanged {
    old = List.copyOf(old);
  }
}
