package cn.tongxing.idp.platform.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * A rollback that cannot be sent because the connection is gone has happened: PostgreSQL rolls back
 * what a lost connection left. So it hides no answer, neither a refusal that rolled back on purpose
 * nor the failure that lost the connection.
 */
final class LossIsRollback extends JdbcTransactionManager {

  private static final Logger LOG = LoggerFactory.getLogger(LossIsRollback.class);

  LossIsRollback(DataSource pool) {
    super(pool);
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    try {
      super.doRollback(status);
    } catch (TransactionException | DataAccessException unsent) {
      if (!isLost(status)) {
        throw unsent;
      }
      LOG.warn("rolled back by losing the connection: {}", unsent.getMessage());
    }
  }

  private static boolean isLost(DefaultTransactionStatus status) {
    try {
      var transaction = (JdbcTransactionObjectSupport) status.getTransaction();
      return transaction.getConnectionHolder().getConnection().isClosed();
    } catch (SQLException unknown) {
      return false;
    }
  }
}
