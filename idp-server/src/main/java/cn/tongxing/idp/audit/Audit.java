package cn.tongxing.idp.audit;

/** The trail. Safe for concurrent use. */
public interface Audit {

  /**
   * Appends an event within the caller's database transaction, so that both commit or neither: its
   * row is written just before the commit. By itself where there is no transaction.
   */
  void record(AuditEvent event);
}
