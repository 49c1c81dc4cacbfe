package cn.tongxing.idp.identity.takeover;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.TakeOverBegun;
import cn.tongxing.idp.identity.TakeOverEnded;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells both sides' phones what becomes of an account, in the transaction that does it. */
@Component
class TellOfTakeOvers {

  private final Notices notices;

  TellOfTakeOvers(Notices notices) {
    this.notices = notices;
  }

  @EventListener
  void on(TakeOverBegun begun) {
    notices.tell(
        begun.person(), NoticeKind.TAKE_OVER_BEGUN, both(begun.old(), List.of(begun.fresh())));
  }

  @EventListener
  void on(TakeOverEnded ended) {
    notices.tell(
        ended.person(), NoticeKind.TAKE_OVER_STOPPED, both(ended.old(), List.of(ended.fresh())));
  }

  @EventListener
  void on(AccountTakenOver taken) {
    notices.tell(taken.person(), NoticeKind.TAKEN_OVER, both(taken.old(), taken.fresh()));
  }

  private static List<PhoneNumber> both(
      Collection<PhoneNumber> old, Collection<PhoneNumber> fresh) {
    List<PhoneNumber> all = new ArrayList<>(old);
    all.addAll(fresh);
    return all;
  }
}
