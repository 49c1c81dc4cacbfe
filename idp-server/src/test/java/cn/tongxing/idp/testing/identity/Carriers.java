package cn.tongxing.idp.testing.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.ReissueCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Carriers that say what a test wants; of other numbers they know nothing. */
public final class Carriers implements ReissueCheck {

  private final Map<PhoneNumber, Answer> answers = new ConcurrentHashMap<>();
  private final List<PhoneNumber> broken = new CopyOnWriteArrayList<>();
  private final List<PhoneNumber> asked = new CopyOnWriteArrayList<>();

  @Override
  public Answer since(PhoneNumber phone, Instant since) {
    asked.add(phone);
    if (broken.contains(phone)) {
      throw new IllegalStateException("the carriers cannot be reached");
    }
    return answers.getOrDefault(phone, Answer.UNKNOWN);
  }

  public void say(PhoneNumber phone, Answer answer) {
    answers.put(phone, answer);
  }

  public void fail(PhoneNumber phone) {
    broken.add(phone);
  }

  /** How often they were asked about a number. */
  public long timesAsked(PhoneNumber phone) {
    return asked.stream().filter(phone::equals).count();
  }
}
