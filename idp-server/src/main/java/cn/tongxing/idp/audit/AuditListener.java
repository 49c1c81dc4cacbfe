package cn.tongxing.idp.audit;

/**
 * Observer of the trail, for meters: hears of each event once it is committed. Called on the thread
 * that recorded the event; must be quick and safe for concurrent use. What it throws is logged and
 * changes nothing.
 */
@FunctionalInterface
public interface AuditListener {

  /** An event is in the trail. */
  void recorded(AuditEvent event);
}
