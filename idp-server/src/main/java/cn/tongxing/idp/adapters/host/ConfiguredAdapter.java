package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterHealth;
import cn.tongxing.adapter.spi.AppMark;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.idp.adapters.AdapterStatus;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.outbound.Breaker;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * One adapter with its guards.
 *
 * @param marks of the web view of its upstream's own app
 * @param icon the operator's picture of it
 * @param guards by the door's action, blank for the front one: behind each door is another
 *     upstream, and one that is down or slow closes no other
 */
record ConfiguredAdapter(
    AdapterDescriptor descriptor,
    AuthenticationAdapter adapter,
    List<AdapterFactory.Door> doors,
    List<AppMark> marks,
    HostSettings settings,
    HostList redirects,
    Optional<OwnIcon> icon,
    Map<String, Guard> guards) {

  /** Circuit breaker, bulkhead, and how the last calls went. */
  record Guard(Breaker breaker, Semaphore bulkhead, LastCalls calls) {
    private static Guard of(HostSettings settings) {
      return new Guard(new Breaker(), new Semaphore(settings.permits()), new LastCalls());
    }

    AdapterStatus.Door status(String action, HostSettings settings) {
      return new AdapterStatus.Door(
          action,
          breaker.openUntil(),
          settings.permits() - bulkhead.availablePermits(),
          settings.permits(),
          calls.answered(),
          calls.failed());
    }
  }

  static ConfiguredAdapter of(
      AdapterDescriptor descriptor,
      AuthenticationAdapter adapter,
      List<AdapterFactory.Door> doors,
      HostSettings settings) {
    return of(descriptor, adapter, doors, List.of(), settings);
  }

  static ConfiguredAdapter of(
      AdapterDescriptor descriptor,
      AuthenticationAdapter adapter,
      List<AdapterFactory.Door> doors,
      List<AppMark> marks,
      HostSettings settings) {
    Map<String, Guard> guards = new HashMap<>();
    guards.put(OfferedAdapter.FRONT, Guard.of(settings));
    doors.forEach(door -> guards.put(door.action(), Guard.of(settings)));
    return new ConfiguredAdapter(
        descriptor,
        adapter,
        doors,
        List.copyOf(marks),
        settings,
        new HostList(settings.redirectHosts()),
        settings.ownIcon(),
        Map.copyOf(guards));
  }

  /** The guards of a door; those of the front one for what is none (any more). */
  Guard guard(String door) {
    return Objects.requireNonNull(
        guards.get(guards.containsKey(door) ? door : OfferedAdapter.FRONT));
  }

  /** How it is, with what it said itself. */
  AdapterStatus status(AdapterHealth health) {
    return new AdapterStatus(
        descriptor.id(),
        settings.isEnabled(),
        health,
        guards.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getValue().status(each.getKey(), settings))
            .toList());
  }

  /** The doors that are not worth offering now. */
  Set<String> down(Instant now) {
    return guards.entrySet().stream()
        .filter(each -> !each.getValue().breaker().offers(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
