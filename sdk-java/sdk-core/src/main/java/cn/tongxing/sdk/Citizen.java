package cn.tongxing.sdk;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who signed in, as the verified ID token says.
 *
 * @param subject stable for your department, different at every other one
 * @param sessionId the {@code sid} that a back-channel logout names
 * @param methods how the citizen signed in ({@code amr})
 * @param claims all claims of the ID token, read-only
 */
public record Citizen(
    String subject,
    Optional<String> sessionId,
    Optional<Level> level,
    List<String> methods,
    Instant authenticatedAt,
    Map<String, Object> claims) {
  public Citizen {
    methods = List.copyOf(methods);
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** Subject and level only. */
  @Override
  public String toString() {
    return "Citizen[" + subject + ", " + level.map(Level::toString).orElse("no level") + "]";
  }
}
