package cn.tongxing.idp.line;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * Counts what requests cost: SQL statements, write transactions and Redis commands, as the drivers
 * are handed them on the threads that answer requests. What the server does on its own (sealing the
 * trail, watching keys, delivering logouts, tidying) runs on other threads and is not counted; so
 * it does not matter who else uses the database or Redis.
 */
final class Cost implements BeanPostProcessor {

  /** Read through a cache of four seconds: whether one falls into a measurement is chance. */
  private static final Pattern CACHED = Pattern.compile("(?is).*\\bfrom client(_secret)?\\b.*");

  private static final Pattern WRITES =
      Pattern.compile("(?is)\\s*(insert|update|delete|with\\b.*\\b(insert|update|delete))\\b.*");

  /** Reckons on the client alone: no command. */
  private static final Set<String> NO_COMMANDS =
      Set.of("digest", "setTimeout", "isOpen", "getStatefulConnection");

  private final List<Statement> statements = new CopyOnWriteArrayList<>();
  private final Set<String> background = ConcurrentHashMap.newKeySet();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  /** Active with the profile {@code counting}. */
  @Profile("counting")
  @Configuration(proxyBeanMethods = false)
  static class Counting {
    @Bean
    static Cost cost() {
      return new Cost();
    }
  }

  /** One statement, or the end of a transaction. */
  private record Statement(String connection, String sql) {
    boolean isEnd() {
      return sql.equals("commit") || sql.equals("rollback");
    }
  }

  /** What one operation cost. */
  record Figures(long statements, long writeTransactions, long redisCommands) {
    Figures least(Figures other) {
      return new Figures(
          Math.min(statements, other.statements),
          Math.min(writeTransactions, other.writeTransactions),
          Math.min(redisCommands, other.redisCommands));
    }
  }

  /** Counts from here. */
  void begin() {
    statements.clear();
    commands.clear();
  }

  /** What was counted since. */
  Figures end() {
    List<Statement> seen =
        statements.stream().filter(each -> !CACHED.matcher(each.sql()).matches()).toList();
    return new Figures(
        seen.stream().filter(each -> !each.isEnd()).count(),
        writeTransactions(seen),
        commands.size());
  }

  /** The distinct statements since {@link #begin}, with {@code ?} for parameters. */
  Set<String> statements() {
    Set<String> texts = new TreeSet<>();
    statements.stream().filter(each -> !each.isEnd()).map(Statement::sql).forEach(texts::add);
    return texts;
  }

  /** The distinct statements of the server's own threads, since it was started. */
  Set<String> background() {
    return new TreeSet<>(background);
  }

  /** Statements and commands since {@link #begin}, for whoever wants to know why. */
  String trace() {
    StringBuilder text = new StringBuilder();
    statements.forEach(each ->
        text.append(each.connection())
            .append(": ")
            .append(each.sql().strip().replaceAll("\\s+", " "))
            .append('\n'));
    return text.append(commands).append('\n').toString();
  }

  /** A write outside a transaction commits by itself; inside, the commit counts once. */
  private static long writeTransactions(List<Statement> seen) {
    long count = 0;
    Map<String, Boolean> dirty = new HashMap<>();
    for (Statement statement : seen) {
      if (statement.isEnd()) {
        boolean wrote = Boolean.TRUE.equals(dirty.remove(statement.connection()));
        count += wrote && statement.sql().equals("commit") ? 1 : 0;
      } else if (WRITES.matcher(statement.sql()).matches()) {
        dirty.put(statement.connection(), true);
      }
    }
    return count + dirty.size();
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return switch (bean) {
      case DataSource pool ->
          ProxyDataSourceBuilder.create(pool)
              .listener(new Queries())
              .methodListener(new Ends())
              .build();
      case RedisClusterCommands<?, ?> redis ->
          Proxy.newProxyInstance(
              Cost.class.getClassLoader(),
              new Class<?>[] {RedisClusterCommands.class},
              (proxy, method, arguments) -> command(redis, method, arguments));
      default -> bean;
    };
  }

  private Object command(Object redis, Method method, Object[] arguments) throws Throwable {
    if (answersRequest() && !NO_COMMANDS.contains(method.getName())) {
      commands.add(method.getName().toUpperCase(Locale.ROOT));
    }
    try {
      return method.invoke(redis, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static boolean answersRequest() {
    return Thread.currentThread().getName().startsWith("tomcat-handler");
  }

  private final class Queries implements QueryExecutionListener {
    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
      if (answersRequest()) {
        queries.forEach(
            query -> statements.add(new Statement(execution.getConnectionId(), query.getQuery())));
      } else if (!Thread.currentThread().getName().equals("main")) {
        queries.forEach(query -> background.add(query.getQuery()));
      }
    }
  }

  private final class Ends implements MethodExecutionListener {
    @Override
    public void beforeMethod(MethodExecutionContext call) {}

    @Override
    public void afterMethod(MethodExecutionContext call) {
      String method = call.getMethod().getName();
      if (answersRequest() && (method.equals("commit") || method.equals("rollback"))) {
        statements.add(new Statement(call.getConnectionInfo().getConnectionId(), method));
      }
    }
  }
}
