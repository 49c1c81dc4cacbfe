package cn.tongxing.idp.notice;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.util.List;

/** Where a person can be told something; whoever keeps the addresses implements it. */
@FunctionalInterface
public interface Reachable {

  /** The phones bound to the person now, in the caller's transaction; none if unknown. */
  List<PhoneNumber> phones(PersonId person);
}
