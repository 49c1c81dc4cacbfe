package cn.tongxing.idp.audit;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An act that follows from what was done in a transaction, and waits for its commit. What is undone
 * has no such act: neither with the transaction, nor with a savepoint that was made before it.
 */
public final class OnceCommitted implements TransactionSynchronization {

  private final Runnable act;

  /** Savepoints that were made since: gone back to one of these, what was done still stands. */
  private final Set<Object> since = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean over;

  private OnceCommitted(Runnable act) {
    this.act = act;
  }

  /** Acts when the caller's transaction has committed; at once where there is none. */
  public static void run(Runnable act) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(new OnceCommitted(act));
    } else {
      act.run();
    }
  }

  @Override
  public void savepoint(Object savepoint) {
    since.add(savepoint);
  }

  @Override
  public void savepointRollback(Object savepoint) {
    over |= !since.contains(savepoint);
  }

  @Override
  public void afterCommit() {
    if (!over) {
      over = true;
      act.run();
    }
  }

  /** What is said after the commit has nobody call the above. */
  @Override
  public void afterCompletion(int status) {
    if (status == STATUS_COMMITTED) {
      afterCommit();
    }
  }
}
