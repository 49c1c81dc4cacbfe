package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;

/**
 * Published synchronously inside the transaction that erases a person ({@link Erasures}): whatever
 * they have open ends.
 *
 * @param all the person, and the accounts that were merged into theirs
 */
public record PersonErased(PersonId person, List<PersonId> all, RequestOrigin origin) {
  public PersonErased {
    all = List.copyOf(all);
  }
}
