package cn.tongxing.idp.protocol;

import cn.tongxing.idp.consent.TermsInForce;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;

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
          Duration.ofDays(92),
          Optional.empty());

  private final MovableClock clock =
      new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final InstantSource time;
  private final ServerNode node;

  private ProtocolNode(
      TestDatabase database,
      RedisClusterCommands<String, byte[]> redis,
      Path keyFile,
      Optional<InstantSource> own) {
    this.time = own.orElse(clock);
    this.node = ServerNode.start(database, keyFile, time, context -> addModules(context, redis));
  }

  private void addModules(
      AnnotationConfigApplicationContext context, RedisClusterCommands<String, byte[]> redis) {
    context.registerBean(ProtocolSettings.class, () -> SETTINGS);
    context.registerBean(TermsInForce.class, () -> new TermsInForce("of-a-test"));
    context.registerBean(FakePeople.class, () -> new FakePeople(time, context));
    var redisBean = new RootBeanDefinition();
    redisBean.setTargetType(
        ResolvableType.forClassWithGenerics(
            RedisClusterCommands.class, String.class, byte[].class));
    redisBean.setInstanceSupplier(() -> redis);
    context.registerBeanDefinition("redis", redisBean);
    context.scan(
        "cn.tongxing.idp.outbound",
        "cn.tongxing.idp.client",
        "cn.tongxing.idp.consent",
        "cn.tongxing.idp.protocol.grant");
  }

  public static ProtocolNode start(Path folder) {
    return start(folder, TestServices.freshRedis());
  }

  public static ProtocolNode start(Path folder, RedisClusterCommands<String, byte[]> redis) {
    return new ProtocolNode(
        TestServices.newDatabase(), redis, folder.resolve("kek"), Optional.empty());
  }

  /** A node that goes by a clock of its own. */
  public static ProtocolNode start(Path folder, TestDatabase database, InstantSource time) {
    return new ProtocolNode(
        database, TestServices.freshRedis(), folder.resolve("kek"), Optional.of(time));
  }

  public <T> T get(Class<T> type) {
    return node.get(type);
  }

  public JdbcClient jdbc() {
    return node.jdbc();
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
    node.close();
  }
}
