package cn.tongxing.idp.notice;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.util.Collection;

/**
 * Tells a person of something that happened to their account, whatever budgets of text messages are
 * used up. Appends within the caller's transaction: what did not happen is not told, what happened
 * is. Sent afterwards, at least once. Where no channel is configured nothing is appended. Safe for
 * concurrent use.
 */
public interface Notices {

  /** On every channel that the person has now. */
  void tell(PersonId person, NoticeKind kind);

  /**
   * On these phones alone, each once, whether bound to the person or not any more. For changes of
   * phones, where the old number must hear of it too.
   */
  void tell(PersonId person, NoticeKind kind, Collection<PhoneNumber> phones);
}
