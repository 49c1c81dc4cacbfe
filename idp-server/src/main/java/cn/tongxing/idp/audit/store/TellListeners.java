package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditListener;
import cn.tongxing.idp.audit.OnceCommitted;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decorator of the trail: tells the listeners of an event when its transaction has committed. */
final class TellListeners implements Audit {

  private static final Logger LOG = LoggerFactory.getLogger(TellListeners.class);

  private final Audit trail;
  private final List<AuditListener> listeners;

  TellListeners(Audit trail, List<AuditListener> listeners) {
    this.trail = trail;
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void record(AuditEvent event) {
    trail.record(event);
    OnceCommitted.run(() -> tell(event));
  }

  private void tell(AuditEvent event) {
    for (AuditListener listener : listeners) {
      try {
        listener.recorded(event);
      } catch (RuntimeException broken) {
        LOG.warn("a listener of the trail failed at {}", event.type().code(), broken);
      }
    }
  }
}
