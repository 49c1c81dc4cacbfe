package cn.tongxing.idp.audit;

/** The trail. Safe for concurrent use. */
public interface Audit {

  /**
   * Appends an event within the caller's database transaction, so that both commit or neither;
   * opens one of its own where there is none.
   */
  void record(AuditEvent event);
}
