package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.List;

/**
 * Published synchronously inside the transaction in which a change of phone begins to wait. Old and
 * wanted numbers are to be told, without name, department, reason or link.
 */
public record PhoneChangeBegun(
    PersonId person, List<PhoneNumber> old, PhoneNumber wanted, Instant dueAt) {
  public PhoneChangeBegun {
    old = List.copyOf(old);
  }
}
