package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;

/**
 * Published synchronously inside the transaction in which an account is taken over, or in which
 * that is undone: whatever was open ends, and both sides' phones are to be told.
 *
 * @param old phones that were the account's until now
 * @param fresh phones that are the account's from now on
 * @param undone whether it is the undoing of a take-over
 */
public record AccountTakenOver(
    PersonId person,
    List<PhoneNumber> old,
    List<PhoneNumber> fresh,
    boolean undone,
    RequestOrigin origin) {
  public AccountTakenOver {
    old = List.copyOf(old);
    fresh = List.copyOf(fresh);
  }
}
