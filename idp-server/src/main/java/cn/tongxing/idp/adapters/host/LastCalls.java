package cn.tongxing.idp.adapters.host;

import cn.tongxing.idp.adapters.AdapterStatus.Failure;
import java.time.Instant;
import java.util.Optional;

/** How the last calls behind a door went. Safe for concurrent use. */
final class LastCalls {

  private volatile Optional<Instant> answered = Optional.empty();
  private volatile Optional<Failure> failed = Optional.empty();

  void answered(Instant at) {
    answered = Optional.of(at);
  }

  void failed(Instant at, String diagnosis) {
    failed = Optional.of(new Failure(at, diagnosis));
  }

  Optional<Instant> answered() {
    return answered;
  }

  Optional<Failure> failed() {
    return failed;
  }
}
