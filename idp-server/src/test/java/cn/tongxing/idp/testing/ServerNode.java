package cn.tongxing.idp.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The modules {@code keys}, {@code upkeep} and {@code audit} of one node of a cluster, without the
 * web: starts in a moment, and as often as a test needs it on one database.
 */
public final class ServerNode implements AutoCloseable {

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  private ServerNode(
      TestDatabase database,
      Path keyFile,
      InstantSource clock,
      Map<String, Object> settings,
      Consumer<AnnotationConfigApplicationContext> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("idp.keys.key-encryption-key-file", keyFile.toString());
    all.putIfAbsent("idp.keys.generate-missing", "true");
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all));
    context.registerBean(DataSource.class, () -> pool(database));
    context.registerBean(
        JdbcClient.class, () -> JdbcClient.create(context.getBean(DataSource.class)));
    context.registerBean(
        PlatformTransactionManager.class,
        () -> new DataSourceTransactionManager(context.getBean(DataSource.class)));
    context.registerBean(
        TransactionTemplate.class,
        () -> new TransactionTemplate(context.getBean(PlatformTransactionManager.class)));
    context.registerBean(InstantSource.class, () -> clock);
    context.registerBean(SecureRandom.class, () -> new SecureRandom());
    context.scan("cn.tongxing.idp.keys", "cn.tongxing.idp.audit", "cn.tongxing.idp.upkeep");
    more.accept(context);
    context.refresh();
  }

  /** Starts a node. */
  public static ServerNode start(TestDatabase database, Path keyFile) {
    return start(database, keyFile, InstantSource.system(), Map.of());
  }

  /** Starts a node with its own clock and settings. */
  public static ServerNode start(
      TestDatabase database, Path keyFile, InstantSource clock, Map<String, Object> settings) {
    return new ServerNode(database, keyFile, clock, settings, context -> {});
  }

  /** Starts a node that has more modules. */
  public static ServerNode start(
      TestDatabase database,
      Path keyFile,
      InstantSource clock,
      Consumer<AnnotationConfigApplicationContext> more) {
    return new ServerNode(database, keyFile, clock, Map.of(), more);
  }

  /** Starts a node that has more modules, with its own settings. */
  public static ServerNode start(
      TestDatabase database,
      Path keyFile,
      InstantSource clock,
      Map<String, Object> settings,
      Consumer<AnnotationConfigApplicationContext> more) {
    return new ServerNode(database, keyFile, clock, settings, more);
  }

  /** A bean of the node. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public JdbcClient jdbc() {
    return get(JdbcClient.class);
  }

  public TransactionTemplate transaction() {
    return get(TransactionTemplate.class);
  }

  @Override
  public void close() {
    context.close();
  }

  private static HikariDataSource pool(TestDatabase database) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(8);
    pool.setMinimumIdle(0);
    return pool;
  }
}
