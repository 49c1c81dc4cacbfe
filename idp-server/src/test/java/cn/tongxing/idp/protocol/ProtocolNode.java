package cn.tongxing.idp.protocol;

import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Clients, consents and grants over a real PostgreSQL and Redis, with the real keys and trail, and
 * without the web. Persons and sessions are {@link FakePeople}.
 */
public final class ProtocolNode implements AutoCloseable {

  public static final ProtocolSettings SETTINGS =
      new ProtocolSettings(
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(30),
          120,
          Duration.ofDays(92));

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final MovableClock clock =
      new MovableClock(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));

  private ProtocolNode(
      TestDatabase database, RedisClusterCommands<String, byte[]> redis, Path keyFile) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "idp.keys.key-encryption-key-file",
                    keyFile.toString(),
                    "idp.keys.generate-missing",
                    "true")));
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
    context.registerBean(ProtocolSettings.class, () -> SETTINGS);
    context.registerBean(FakePeople.class, () -> new FakePeople(clock, context));
    var redisBean = new RootBeanDefinition();
    redisBean.setTargetType(
        ResolvableType.forClassWithGenerics(
            RedisClusterCommands.class, String.class, byte[].class));
    redisBean.setInstanceSupplier(() -> redis);
    context.registerBeanDefinition("redis", redisBean);
    context.scan(
        "cn.tongxing.idp.keys",
        "cn.tongxing.idp.audit",
        "cn.tongxing.idp.client",
        "cn.tongxing.idp.consent",
        "cn.tongxing.idp.protocol.grant");
    context.refresh();
  }

  public static ProtocolNode start(Path folder) {
    return start(folder, TestServices.freshRedis());
  }

  public static ProtocolNode start(Path folder, RedisClusterCommands<String, byte[]> redis) {
    return new ProtocolNode(TestServices.newDatabase(), redis, folder.resolve("kek"));
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public JdbcClient jdbc() {
    return get(JdbcClient.class);
  }

  public MovableClock clock() {
    return clock;
  }

  /** Codes of the events on the trail, in order. */
  public List<String> audited() {
    return jdbc().sql("select type from audit_event order by id").query(String.class).list();
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
