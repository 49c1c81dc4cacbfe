package cn.tongxing.idp.proofing;

import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Bulkhead: bounds the memory that frames take on one node: a place is taken before the first byte
 * of a capture is read, one at a time of a proving and half of all at most of one line. Safe for
 * concurrent use.
 */
@Component
public final class CapturePlaces {

  private final AdapterMeter meter;
  private final int most;
  private final int mostOfOne;
  private final Set<SignInId> provings = new HashSet<>();
  private final Map<String, Integer> lines = new HashMap<>();

  CapturePlaces(CaptureSettings settings, ObjectProvider<AdapterMeter> meter) {
    this.meter = meter.getIfAvailable(() -> AdapterMeter.NONE);
    this.most = settings.workers() + settings.waiting();
    this.mostOfOne = Math.max(1, (most + 1) / 2);
  }

  /**
   * A place, to be closed; empty if there is none.
   *
   * @param adapter whose capture it is
   * @param line what one holder of addresses has: {@link
   *     cn.tongxing.idp.kernel.RequestOrigin#line()}
   */
  public Optional<Place> take(SignInId proving, String adapter, String line) {
    Optional<Place> place = taken(proving, line);
    if (place.isEmpty()) {
      meter.answered(adapter, "CaptureSubmitted", "Busy", Duration.ZERO);
    }
    return place;
  }

  private synchronized Optional<Place> taken(SignInId proving, String line) {
    int own = lines.getOrDefault(line, 0);
    if (provings.size() >= most || own >= mostOfOne || !provings.add(proving)) {
      return Optional.empty();
    }
    lines.put(line, own + 1);
    return Optional.of(new Place(proving, line));
  }

  private synchronized void leave(Place place) {
    if (provings.remove(place.proving)) {
      lines.computeIfPresent(place.line, (_, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** Taken until it is closed. */
  public final class Place implements AutoCloseable {

    private final SignInId proving;
    private final String line;

    private Place(SignInId proving, String line) {
      this.proving = proving;
      this.line = line;
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
