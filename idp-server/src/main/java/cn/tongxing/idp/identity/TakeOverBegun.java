package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.List;

/**
 * Published synchronously inside the transaction in which a take-over begins to wait. Both sides'
 * phones are to be told, without name, department, reason or link.
 */
public record TakeOverBegun(
    PersonId person, List<PhoneNumber> old, PhoneNumber fresh, Instant dueAt) {
  public TakeOverBegun {
    old = List.copyOf(old);
  }
}
