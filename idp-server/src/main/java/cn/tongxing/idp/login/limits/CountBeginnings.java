package cn.tongxing.idp.login.limits;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.login.Beginnings;
import cn.tongxing.idp.proofing.LimitSettings;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts on each node, for a minute of the clock, without a word to Redis. */
@Component
class CountBeginnings implements Beginnings {

  /** More addresses in one minute are not told apart any more; the room in Redis holds. */
  private static final int MOST_ADDRESSES = 100_000;

  private final Room room;
  private final int most;
  private final InstantSource clock;
  private volatile Minute minute = new Minute(0, new ConcurrentHashMap<>());

  CountBeginnings(Room room, LimitSettings settings, InstantSource clock) {
    this.room = room;
    this.most = settings.beginningsPerMinute();
    this.clock = clock;
  }

  private record Minute(long number, Map<String, AtomicInteger> counts) {}

  @Override
  public Admission admit(RequestOrigin origin) {
    if (!room.isLeft()) {
      return Admission.NO_ROOM;
    }
    return count(origin.line()) > most ? Admission.TOO_MANY : Admission.ADMITTED;
  }

  private int count(String address) {
    Map<String, AtomicInteger> counts = current();
    if (counts.size() >= MOST_ADDRESSES && !counts.containsKey(address)) {
      return 0;
    }
    return counts.computeIfAbsent(address, _ -> new AtomicInteger()).incrementAndGet();
  }

  private Map<String, AtomicInteger> current() {
    long number = clock.instant().getEpochSecond() / 60;
    Minute now = minute;
    if (now.number() != number) {
      now = new Minute(number, new ConcurrentHashMap<>());
      minute = now; // of two at the turn of a minute, one count is lost
    }
    return now.counts();
  }
}
