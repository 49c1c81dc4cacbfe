package cn.tongxing.idp.testing.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.sms.NoticeMessage;
import cn.tongxing.idp.notice.sms.SmsMessage;
import cn.tongxing.idp.notice.sms.SmsSender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notices that were sent, by a provider that can be down for a number. */
public final class Texts implements SmsSender {

  private final List<SmsMessage> sent = new CopyOnWriteArrayList<>();
  private final List<PhoneNumber> unreachable = new CopyOnWriteArrayList<>();

  /** From now on nothing reaches this number. */
  public void refuse(PhoneNumber phone) {
    unreachable.add(phone);
  }

  /** From now on everything reaches this number. */
  public void accept(PhoneNumber phone) {
    unreachable.remove(phone);
  }

  @Override
  public Handover send(SmsMessage message) {
    if (unreachable.contains(message.to())) {
      return Handover.FAILED;
    }
    sent.add(message);
    return Handover.ACCEPTED;
  }

  /** What this number was told, in order of arrival. */
  public List<NoticeKind> told(PhoneNumber phone) {
    return sent.stream()
        .filter(message -> message.to().equals(phone))
        .map(message -> ((NoticeMessage) message).kind())
        .toList();
  }

  /** Its languages, in the same order. */
  public List<String> languages(PhoneNumber phone) {
    return sent.stream()
        .filter(message -> message.to().equals(phone))
        .map(message -> message.locale().toLanguageTag())
        .toList();
  }
}
