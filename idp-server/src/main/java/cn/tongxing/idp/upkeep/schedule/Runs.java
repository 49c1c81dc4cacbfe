package cn.tongxing.idp.upkeep.schedule;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Runs one job and tells of its failures: the first at once, in the log and in the trail, and while
 * they last once an hour how many there were. A job that fails every two seconds fills neither.
 */
final class Runs {

  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final Duration TOLD_EVERY = Duration.ofHours(1);

  private final Job job;
  private final Audit audit;
  private final InstantSource clock;
  private @Nullable Instant toldAt;
  private long failures;

  Runs(Job job, Audit audit, InstantSource clock) {
    this.job = job;
    this.audit = audit;
    this.clock = clock;
  }

  Job job() {
    return job;
  }

  /** What comes before the first run. */
  boolean begin() {
    return attempt(job::begin);
  }

  /** One run; whether it went well. Never throws: the next one must come. */
  boolean run() {
    return attempt(job::run);
  }

  private synchronized boolean attempt(Runnable work) {
    try {
      work.run();
      if (failures > 0) {
        LOG.info("{} works again, after {} failures", job.name(), failures);
      }
      failures = 0;
      toldAt = null;
      return true;
    } catch (RuntimeException | Error e) {
      failures++;
      tell(e);
      return false;
    }
  }

  private void tell(Throwable failure) {
    Instant now = clock.instant();
    Instant last = toldAt;
    if (last != null && now.isBefore(last.plus(TOLD_EVERY))) {
      return;
    }
    toldAt = now;
    if (failure instanceof DataAccessException || failure instanceof TransactionException) {
      // PostgreSQL is away: no fault of the job's, and nothing that a stack could explain
      LOG.warn("{} failed, {} times by now: {}", job.name(), failures, failure.toString());
    } else {
      LOG.warn("{} failed, {} times by now", job.name(), failures, failure);
    }
    try {
      audit.record(
          AuditEvent.of(AuditEventType.UPKEEP_FAILED, RequestOrigin.SERVER)
              .detail("job", job.name())
              .detail("failures", Long.toString(failures))
              .detail("error", failure.getClass().getSimpleName()));
    } catch (RuntimeException | Error e) {
      // the database may be what failed
      LOG.debug("the failure of {} is not in the trail", job.name(), e);
    }
  }
}
