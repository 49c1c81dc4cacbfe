package cn.tongxing.simulator.fault;

import cn.tongxing.simulator.http.Banner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Which upstream misbehaves at present, and for how many more answers. One fault each at a time.
 */
public final class Faults {

  /** Until switched off. */
  public static final int WITHOUT_END = 0;

  private final Map<Upstream, Active> active = new ConcurrentHashMap<>();

  /**
   * A fault that is switched on.
   *
   * @param left answers to come, {@link #WITHOUT_END} for no limit
   */
  public record Active(Fault fault, int left) {}

  /**
   * Switches a fault on, in place of an earlier one.
   *
   * @param times answers it lasts for, or {@link #WITHOUT_END}
   * @throws IllegalArgumentException if the upstream cannot show it
   */
  public void set(Upstream upstream, Fault fault, int times) {
    if (!upstream.knows(fault) || times < 0) {
      throw new IllegalArgumentException(upstream.id() + " does not know " + fault.id());
    }
    active.put(upstream, new Active(fault, times));
  }

  /** Back to normal. */
  public void clear(Upstream upstream) {
    active.remove(upstream);
  }

  /** Everything back to normal. */
  public void clearAll() {
    active.clear();
  }

  /** What is switched on. */
  public Optional<Active> current(Upstream upstream) {
    return Optional.ofNullable(active.get(upstream));
  }

  /** Says which are on, for the top of every page. */
  public Banner banner() {
    List<Upstream> on = Arrays.stream(Upstream.values()).filter(active::containsKey).toList();
    return on.isEmpty()
        ? Banner.NONE
        : new Banner("故障已打开：" + listed(on, true), "Faults are on: " + listed(on, false));
  }

  private static String listed(List<Upstream> upstreams, boolean chinese) {
    return upstreams.stream()
        .map(upstream -> upstream.title(chinese))
        .collect(Collectors.joining(chinese ? "、" : ", "));
  }

  /** The fault for the answer about to be given; uses up one of its times. */
  Optional<Fault> take(Upstream upstream) {
    AtomicReference<Optional<Fault>> taken = new AtomicReference<>(Optional.empty());
    active.computeIfPresent(
        upstream,
        (key, now) -> {
          taken.set(Optional.of(now.fault()));
          return switch (now.left()) {
            case WITHOUT_END -> now;
            case 1 -> null;
            default -> new Active(now.fault(), now.left() - 1);
          };
        });
    return taken.get();
  }
}
