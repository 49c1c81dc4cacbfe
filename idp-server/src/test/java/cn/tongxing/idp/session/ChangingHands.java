package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An account that changes hands while a form of its former session waits for the person's row: the
 * form was let in before, and comes to the row after.
 */
public final class ChangingHands {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Sessions sessions;

  public ChangingHands(JdbcClient jdbc, TransactionTemplate transactions, Sessions sessions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.sessions = sessions;
  }

  /**
   * Posts the form, and signs everybody out once it waits or is through.
   *
   * @param then what else is done before the row is free
   * @return the answer to the form
   */
  public <T> T during(PersonId person, Callable<T> form, Runnable then) throws Exception {
    return between(
        person,
        form,
        () -> {
          sessions.endAll(person, Sessions.EndReason.OPERATOR, RequestOrigin.SERVER);
          then.run();
        });
  }

  /** The same of an account that stays where it is: what is done meanwhile is all that is. */
  public <T> T between(PersonId person, Callable<T> form, Runnable meanwhile) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<T> posted =
          transactions.execute(_ -> {
            jdbc.sql("select 1 from person where id = ? for update")
                .param(person.value())
                .query()
                .listOfRows();
            Future<T> begun = threads.submit(form);
            Awaitility.await().pollInSameThread().until(() -> begun.isDone() || isWaitedFor());
            meanwhile.run();
            return begun;
          });
      return Objects.requireNonNull(posted).get(30, TimeUnit.SECONDS);
    }
  }

  private boolean isWaitedFor() {
    return jdbc.sql(
                """
                select count(*) from pg_stat_activity
                 where pg_backend_pid() = any(pg_blocking_pids(pid))
                """)
            .query(Long.class)
            .single()
        > 0;
  }
}
