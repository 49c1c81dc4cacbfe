package cn.tongxing.idp.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.keys.store.KeyLock;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Without the other modules: what the platform gives to all of them. */
@SpringBootTest(
    classes = {PlatformConfiguration.class, RedisConfiguration.class, PlatformTest.Time.class},
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  FlywayAutoConfiguration.class
})
class PlatformTest {

  @ComponentScan("cn.tongxing.idp.platform.time")
  static class Time {}

  @Autowired JdbcClient database;
  @Autowired JdbcTemplate connections;
  @Autowired DataSource pool;
  @Autowired RedisClusterCommands<String, byte[]> redis;
  @Autowired InstantSource clock;
  @Autowired SecureRandom random;

  @Test
  void theServerHasADatabaseARedisAClockAndRandomness() {
    assertThat(database.sql("SELECT current_database()").query(String.class).single())
        .startsWith("test_");
    redis.set("greeting", "通行".getBytes(StandardCharsets.UTF_8));
    assertThat(redis.get("greeting")).asString(StandardCharsets.UTF_8).isEqualTo("通行");
    assertThat(clock.instant()).isNotNull();
    assertThat(random.nextLong()).isNotEqualTo(random.nextLong());
  }

  @Test
  void aStatementThatRunsTooLongIsEnded() {
    assertThatThrownBy(() -> database.sql("SELECT pg_sleep(30)").query().singleRow())
        .isInstanceOf(QueryTimeoutException.class);
  }

  @Test
  void aDatabaseThatHasStoppedAnsweringIsWaitedForTenSecondsOnly() {
    assertThat(connections.execute(Connection::getNetworkTimeout)).isEqualTo(10_000);
  }

  @Test
  void whoMayWaitLongerMayNotForever() {
    Integer within =
        new TransactionTemplate(new JdbcTransactionManager(pool))
            .execute(_ -> {
              new KeyLock(pool).hold();
              return connections.execute(Connection::getNetworkTimeout);
            });
    assertThat(within).isEqualTo(70_000);
    assertThat(connections.execute(Connection::getNetworkTimeout)).isEqualTo(10_000);
  }
}
