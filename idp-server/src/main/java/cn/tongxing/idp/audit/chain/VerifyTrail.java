package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.audit.TrailState.Broken;
import cn.tongxing.idp.audit.TrailState.Damage;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.CheckpointRow;
import cn.tongxing.idp.audit.store.EventRow;
import cn.tongxing.idp.audit.store.Trail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Verifies in one snapshot, so that the sealer may go on meanwhile. */
final class VerifyTrail implements AuditVerification {

  private final Trail trail;
  private final ChainSeal seal;
  private final TransactionTemplate snapshot;

  VerifyTrail(Trail trail, ChainSeal seal, PlatformTransactionManager transactions) {
    this.trail = trail;
    this.seal = seal;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @Override
  public TrailState verify(List<String> witnesses) {
    Map<Long, Checkpoint> believed = new HashMap<>();
    for (String witness : witnesses) {
      Optional<Checkpoint> stated =
          Optional.ofNullable(seal.verify(witness)).flatMap(Checkpoint::parse);
      if (stated.isEmpty()) {
        return new Broken(0, Optional.empty(), Damage.CHECKPOINT_FORGED);
      }
      believed.put(stated.get().position(), stated.get());
    }
    return snapshot.execute(status -> walk(believed));
  }

  private TrailState walk(Map<Long, Checkpoint> witnesses) {
    trail.prepare();
    try (Stream<EventRow> events = trail.events();
        Stream<ChainRow> links = trail.links();
        Stream<CheckpointRow> checkpoints = trail.checkpoints()) {
      return new Walk(trail, seal, events.iterator(), checkpoints.iterator(), witnesses)
          .over(links.iterator());
    }
  }
}
