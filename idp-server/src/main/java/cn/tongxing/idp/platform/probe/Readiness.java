package cn.tongxing.idp.platform.probe;

import cn.tongxing.idp.platform.time.DatabaseClock;
import java.util.Optional;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/**
 * Whether people may be sent to this node: it has started and does not stop, and its clock agrees
 * with the database's, which also says that it reaches the database. Redis is not asked: without it
 * no node signs anybody in, but tokens are still looked at, and every node says 503 in its own
 * words where it cannot go on.
 */
@Component
class Readiness {

  private final ApplicationAvailability availability;
  private final DatabaseClock clock;

  Readiness(ApplicationAvailability availability, DatabaseClock clock) {
    this.availability = availability;
    this.clock = clock;
  }

  /** Why not; empty if ready. */
  Optional<String> problem() {
    return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
        ? clock.problem()
        : Optional.of("starting or stopping");
  }
}
