package cn.tongxing.idp.testing.identity;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.HolderCheck;
import cn.tongxing.idp.identity.ReissueCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Carriers that say what a test wants; of other numbers they know nothing. */
public final class Carriers implements ReissueCheck, HolderCheck {

  private final Map<PhoneNumber, RegisteredTo> holders = new ConcurrentHashMap<>();
  private final Map<PhoneNumber, ReissueCheck.Answer> answers = new ConcurrentHashMap<>();
  private final List<PhoneNumber> broken = new CopyOnWriteArrayList<>();
  private final List<PhoneNumber> asked = new CopyOnWriteArrayList<>();

  @Override
  public ReissueCheck.Answer since(PhoneNumber phone, Instant since) {
    asked.add(phone);
    if (broken.contains(phone)) {
      throw new IllegalStateException("the carriers cannot be reached");
    }
    return answers.getOrDefault(phone, ReissueCheck.Answer.UNKNOWN);
  }

  public void say(PhoneNumber phone, ReissueCheck.Answer answer) {
    answers.put(phone, answer);
  }

  public void fail(PhoneNumber phone) {
    broken.add(phone);
  }

  /** How often they were asked about a number. */
  public long timesAsked(PhoneNumber phone) {
    return asked.stream().filter(phone::equals).count();
  }

  @Override
  public HolderCheck.Answer holder(PersonName name, IdentityDocument document, PhoneNumber phone) {
    asked.add(phone);
    if (broken.contains(phone)) {
      throw new IllegalStateException("the carriers cannot be reached");
    }
    return new HolderCheck.Answer(
        holders.getOrDefault(phone, RegisteredTo.UNKNOWN), "reference", "0".repeat(64));
  }

  /** In whose name a phone is, whoever is asked about. */
  public void say(PhoneNumber phone, RegisteredTo holder) {
    holders.put(phone, holder);
  }
}
