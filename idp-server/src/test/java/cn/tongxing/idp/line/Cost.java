package cn.tongxing.idp.line;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Counts what requests cost: SQL statements and write transactions as the driver is handed them on
 * the threads that answer requests, Redis commands as the server has counted them.
 */
final class Cost implements AutoCloseable {

  private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z|]+):calls=(\\d+)");
  private static final Set<String> OURS =
      Set.of("info", "hello", "auth", "select", "client", "ping");
  private static final CopyOnWriteArrayList<Statement> STATEMENTS = new CopyOnWriteArrayList<>();

  private final RedisClient client;
  private final StatefulRedisConnection<String, String> redis;
  private long commandsBefore;

  /** One statement; {@code COMMIT} among them. */
  private record Statement(String connection, String sql) {
    boolean isCommit() {
      return sql.equals("COMMIT");
    }

    boolean isWrite() {
      String start = sql.strip().toLowerCase(Locale.ROOT);
      return start.startsWith("insert")
          || start.startsWith("update")
          || start.startsWith("delete")
          || (start.startsWith("with") && start.matches("(?s).*\\b(insert|update|delete)\\b.*"));
    }
  }

  /** What one operation cost. */
  record Figures(long statements, long writeTransactions, long redisCommands) {}

  Cost(String redisUri) {
    client = RedisClient.create(RedisURI.create(redisUri));
    redis = client.connect();
  }

  /** Counts from here. */
  void begin() {
    STATEMENTS.clear();
    commandsBefore = commands();
  }

  Figures end() {
    List<Statement> seen = List.copyOf(STATEMENTS);
    long statements = seen.stream().filter(s -> !s.isCommit()).count();
    return new Figures(statements, writeTransactions(seen), commands() - commandsBefore);
  }

  /** A write outside a transaction commits by itself; inside, the commit counts once. */
  private static long writeTransactions(List<Statement> seen) {
    long count = 0;
    java.util.Map<String, Boolean> dirty = new java.util.HashMap<>();
    for (Statement statement : seen) {
      if (statement.isCommit()) {
        count += Boolean.TRUE.equals(dirty.remove(statement.connection())) ? 1 : 0;
      } else if (statement.isWrite()) {
        dirty.put(statement.connection(), true);
      }
    }
    return count + dirty.size();
  }

  private long commands() {
    Matcher calls = CALLS.matcher(redis.sync().info("commandstats"));
    long sum = 0;
    while (calls.find()) {
      if (!OURS.contains(calls.group(1).split("\\|", 2)[0])) {
        sum += Long.parseLong(calls.group(2));
      }
    }
    return sum;
  }

  @Override
  public void close() {
    redis.close();
    client.shutdown();
  }

  /** Puts the counter between the server and its connection pool. */
  @Profile("counting")
  @Configuration(proxyBeanMethods = false)
  static class Counting {

    @Bean
    static BeanPostProcessor countingDataSource() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource pool
              ? ProxyDataSourceBuilder.create(pool)
                  .listener(new Queries())
                  .methodListener(new Commits())
                  .build()
              : bean;
        }
      };
    }
  }

  private static boolean answersRequest() {
    return Thread.currentThread().getName().startsWith("tomcat-handler");
  }

  private static final class Queries implements QueryExecutionListener {
    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
      if (answersRequest()) {
        queries.forEach(
            query -> STATEMENTS.add(new Statement(execution.getConnectionId(), query.getQuery())));
      }
    }
  }

  private static final class Commits implements MethodExecutionListener {
    @Override
    public void beforeMethod(MethodExecutionContext call) {}

    @Override
    public void afterMethod(MethodExecutionContext call) {
      if (answersRequest() && call.getMethod().getName().equals("commit")) {
        STATEMENTS.add(new Statement(call.getConnectionInfo().getConnectionId(), "COMMIT"));
      }
    }
  }
}
