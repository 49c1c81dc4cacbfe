package cn.tongxing.idp.me.web;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.OwnTrail;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What ended with a thaw, at the counter or online: its owner may miss it, and is told a while. */
@Component
class EndedByThaw {

  private static final Duration TOLD = Duration.ofDays(14);
  private static final int LOOKED_AT = 20;

  private final OwnTrail trail;
  private final InstantSource clock;

  EndedByThaw(OwnTrail trail, InstantSource clock) {
    this.trail = trail;
    this.clock = clock;
  }

  /** Kinds, each once. */
  List<String> ended(PersonId person) {
    return trail
        .newest(
            person,
            Set.of(AuditEventType.CREDENTIAL_REMOVED),
            clock.instant().minus(TOLD),
            Optional.empty(),
            LOOKED_AT)
        .stream()
        .map(OwnTrail.Entry::details)
        .filter(details -> "added-before-freeze".equals(details.get("reason")))
        .flatMap(details -> Stream.ofNullable(details.get("kind")))
        .distinct()
        .sorted()
        .toList();
  }
}
