package cn.tongxing.idp.testing;

import cn.tongxing.idp.platform.embedded.Durability;
import cn.tongxing.idp.platform.embedded.EmbeddedServices;
import cn.tongxing.idp.platform.embedded.EmbeddedSettings;
import cn.tongxing.idp.platform.embedded.ServiceAddresses;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/**
 * One real PostgreSQL and one real Redis per test JVM, started at the first use and stopped with
 * the JVM. Every database is a copy of a template that Flyway has migrated once; every Redis is a
 * logical database of its own. Spring tests need not call this: each application context of a test
 * gets its own pair (see {@link TestServicesPostProcessor}).
 */
public final class TestServices {

  private static final String TEMPLATE = "tongxing_template";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final AtomicInteger REDIS_DATABASES = new AtomicInteger();

  private TestServices() {}

  /** Started when first touched; the class loader sees to it that this happens once. */
  private static final class Running {

    static final Path FOLDER = folder();
    static final EmbeddedServices SERVICES = start();
    static final RedisClient REDIS = RedisClient.create();

    private static EmbeddedServices start() {
      removeLeftOvers();
      var data = FOLDER.resolve("run-" + ProcessHandle.current().pid());
      var services = EmbeddedServices.start(settings(data));
      migrateTemplate(services.addresses());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(services, data)));
      return services;
    }

    private static void stop(EmbeddedServices services, Path data) {
      services.close();
      try {
        FileSystemUtils.deleteRecursively(data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Test JVMs that were killed left their services running; this ends them. */
    private static void removeLeftOvers() {
      try (var runs = Files.newDirectoryStream(FOLDER, "run-*")) {
        for (var run : runs) {
          if (EmbeddedServices.running(run).isEmpty()) {
            EmbeddedServices.stopLeftBehind(settings(run));
            FileSystemUtils.deleteRecursively(run);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A new migrated database. */
  public static TestDatabase newDatabase() {
    var addresses = Running.SERVICES.addresses();
    var name = "test_" + DATABASES.incrementAndGet();
    execute(addresses, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY file_copy");
    return new TestDatabase(
        url(addresses, name), addresses.databaseUser(), addresses.databasePassword());
  }

  /** A new migrated database behind a small pool. */
  public static DataSource freshDatabase() {
    return newDatabase().dataSource();
  }

  /** The address of an empty logical database of Redis that nobody else was given. */
  public static String freshRedisUri() {
    return Running.SERVICES.addresses().redisUri() + "/" + REDIS_DATABASES.incrementAndGet();
  }

  /** Commands on an empty logical database; an argument for {@code RedisClusterCommands}. */
  public static RedisCommands<String, byte[]> freshRedis() {
    return redis(freshRedisUri());
  }

  /** Commands on the given address, over a connection that lives as long as the JVM. */
  public static RedisCommands<String, byte[]> redis(String uri) {
    return connection(uri).sync();
  }

  /** A connection to the given address, for the caller to close. */
  static StatefulRedisConnection<String, byte[]> connection(String uri) {
    return Running.REDIS.connect(
        RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), RedisURI.create(uri));
  }

  /** Where binaries are kept unpacked between runs. */
  public static Path binaries() {
    return folder().resolve("bin");
  }

  /** Where the tests' key-encryption key is, or is made by the first server that starts. */
  public static Path keyEncryptionKeyFile() {
    return folder().resolve("key-encryption-key");
  }

  private static Path folder() {
    var module = Files.exists(Path.of("pom.xml")) ? "target" : System.getProperty("java.io.tmpdir");
    try {
      return Files.createDirectories(Path.of(module, "test-services")).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedSettings settings(Path data) {
    return new EmbeddedSettings(data, binaries(), Durability.THROWN_AWAY);
  }

  private static void migrateTemplate(ServiceAddresses addresses) {
    execute(addresses, "CREATE DATABASE " + TEMPLATE);
    Flyway.configure()
        .dataSource(
            url(addresses, TEMPLATE), addresses.databaseUser(), addresses.databasePassword())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private static String url(ServiceAddresses addresses, String database) {
    return addresses.jdbcUrl().replaceFirst("[^/]+$", database);
  }

  private static void execute(ServiceAddresses addresses, String sql) {
    try (var connection =
            DriverManager.getConnection(
                addresses.jdbcUrl(), addresses.databaseUser(), addresses.databasePassword());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
