package cn.tongxing.idp.platform.probe;

import cn.tongxing.idp.adapters.AdapterStatus;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * How each way in is, as {@code /adapters} says it: names in snake case, times as RFC 3339 in UTC,
 * and nothing where there is nothing.
 *
 * @param until when the first thing of ours runs out
 */
record AdapterReport(
    String adapter,
    boolean enabled,
    @Nullable String problem,
    @Nullable Instant until,
    List<Door> doors) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              every -> every.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /**
   * What is behind one door; the front one has the adapter's own name.
   *
   * @param circuit {@code closed} or {@code open}
   */
  record Door(
      String door,
      String circuit,
      @Nullable Instant openUntil,
      int running,
      int limit,
      @Nullable Instant answered,
      @Nullable Instant failed,
      @Nullable String diagnosis) {

    static Door of(String adapter, AdapterStatus.Door door) {
      return new Door(
          door.action().isEmpty() ? adapter : adapter + "/" + door.action(),
          door.openUntil().isPresent() ? "open" : "closed",
          door.openUntil().orElse(null),
          door.running(),
          door.limit(),
          door.answered().orElse(null),
          door.failed().map(AdapterStatus.Failure::at).orElse(null),
          door.failed().map(AdapterStatus.Failure::diagnosis).orElse(null));
    }
  }

  private static AdapterReport of(AdapterStatus status) {
    return new AdapterReport(
        status.adapter(),
        status.enabled(),
        status.health().problem().orElse(null),
        status.health().until().orElse(null),
        status.doors().stream().map(door -> Door.of(status.adapter(), door)).toList());
  }

  /** JSON, a line at the end. */
  static String of(List<AdapterStatus> statuses) {
    return JSON.writeValueAsString(statuses.stream().map(AdapterReport::of).toList()) + "\n";
  }
}
