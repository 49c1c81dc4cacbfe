package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PhoneChangeBegun;
import cn.tongxing.idp.identity.PhoneChangeCancelled;
import cn.tongxing.idp.identity.PhoneChanged;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells old and new numbers what becomes of an account's phone, in the transaction that does it.
 */
@Component
class TellOfPhones {

  private final Notices notices;

  TellOfPhones(Notices notices) {
    this.notices = notices;
  }

  @EventListener
  void on(PhoneChangeBegun begun) {
    notices.tell(begun.person(), NoticeKind.PHONE_CHANGE_BEGUN, begun.old());
    notices.tell(begun.person(), NoticeKind.PHONE_WANTED, List.of(begun.wanted()));
  }

  @EventListener
  void on(PhoneChangeCancelled cancelled) {
    notices.tell(cancelled.person(), NoticeKind.PHONE_CHANGE_CANCELLED, cancelled.concerned());
  }

  @EventListener
  void on(PhoneChanged changed) {
    List<PhoneNumber> all = new ArrayList<>(changed.old());
    all.add(changed.fresh());
    notices.tell(changed.person(), NoticeKind.PHONE_CHANGED, all);
  }
}
