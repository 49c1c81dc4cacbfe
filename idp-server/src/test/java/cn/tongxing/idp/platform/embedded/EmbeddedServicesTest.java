package cn.tongxing.idp.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.Within;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

class EmbeddedServicesTest {

  @TempDir Path data;

  /** As root without user namespaces (a container) PostgreSQL runs as nobody. */
  @BeforeEach
  void everybodyMayPass() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @Test
  void dataAddressesAndPasswordsAreTheSameAfterARestart() throws SQLException {
    ServiceAddresses before;
    try (var services = start()) {
      before = services.addresses();
      sql(before, "CREATE TABLE kept (word text)");
      sql(before, "INSERT INTO kept VALUES ('通行')");
      setInRedis(before, "word", "通行");
    }
    try (var services = start()) {
      assertThat(services.addresses()).isEqualTo(before);
      assertThat(word(before)).isEqualTo("通行");
      assertThat(getFromRedis(before, "word")).isEqualTo("通行");
    }
  }

  @Test
  void nothingRunsAfterItIsClosed() throws IOException {
    ProcessHandle postgres;
    ProcessHandle redis;
    try (var services = start()) {
      assertThat(services.addresses()).isNotNull();
      postgres = postgresProcess();
      redis = redisProcess();
      assertThat(Daemon.isRunning(postgres)).isTrue();
      assertThat(Daemon.isRunning(redis)).isTrue();
    }
    assertThat(Daemon.isRunning(postgres)).isFalse();
    assertThat(Daemon.isRunning(redis)).isFalse();
    assertThat(EmbeddedServices.running(data)).isEmpty();
  }

  @Test
  void whatRedisAndTheLogsHoldIsForTheServersUserAlone() throws IOException {
    Files.createDirectories(data.resolve("logs"));
    Files.writeString(data.resolve("logs/of-an-earlier-version.log"), "open to all\n");
    Files.setPosixFilePermissions(
        data.resolve("logs/of-an-earlier-version.log"),
        PosixFilePermissions.fromString("rw-r--r--"));
    try (var services = start()) {
      saveInRedis(services.addresses());
      for (var folder : List.of("redis", "logs")) {
        try (var inside = Files.walk(data.resolve(folder))) {
          assertThat(inside)
              .hasSizeGreaterThan(1)
              .allSatisfy(path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .as(path.toString())
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
      }
      assertThat(data.resolve("redis/dump.rdb")).isRegularFile();
    }
  }

  @Test
  void aSecondServerOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws SQLException {
    try (var services = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(FailureAnalyzedException.class)
          .hasMessageContaining(data.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      sql(services.addresses(), "SELECT 1");
      assertThat(EmbeddedServices.running(data)).contains(services.addresses());
    }
  }

  @Test
  void aServerInAnotherProcessHoldsTheFolderToo() throws Exception {
    var other = LauncherProcess.start(data);
    try {
      assertThatThrownBy(this::start)
          .isInstanceOf(FailureAnalyzedException.class)
          .hasMessageContaining("process " + other.pid());
      assertThat(EmbeddedServices.running(data)).isPresent();
    } finally {
      Within.ended(other.destroyForcibly());
      EmbeddedServices.stopLeftBehind(settings());
    }
  }

  @Test
  void afterAKillTheServicesLeftBehindAreReplacedAndNoCommittedDataIsLost() throws Exception {
    var killed = LauncherProcess.start(data);
    var before = EmbeddedServices.running(data).orElseThrow();
    sql(before, "CREATE TABLE kept (word text)");
    sql(before, "INSERT INTO kept VALUES ('committed')");
    Within.ended(killed.destroyForcibly());
    var postgres = postgresProcess();
    var redis = redisProcess();
    assertThat(Daemon.isRunning(postgres)).isTrue();
    assertThat(Daemon.isRunning(redis)).isTrue();

    try (var services = start()) {
      assertThat(Daemon.isRunning(postgres)).isFalse();
      assertThat(Daemon.isRunning(redis)).isFalse();
      assertThat(word(services.addresses())).isEqualTo("committed");
    }
  }

  @Test
  void aProcessFileThatNamesAnotherProgramHarmsNeitherThatProgramNorTheStart()
      throws IOException, SQLException {
    start().close();
    var stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(
          data.resolve("postgres/data/postmaster.pid"), stranger.pid() + "\n" + data + "\n");
      Files.writeString(data.resolve("redis/redis.pid"), stranger.pid() + "\n");
      try (var services = start()) {
        sql(services.addresses(), "SELECT 1");
        assertThat(stranger.isAlive()).isTrue();
      }
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aTakenPortIsReplacedByAnother() throws IOException, SQLException {
    start().close();
    int kept = Integer.parseInt(Files.readString(data.resolve("postgres.port")).strip());
    try (var squatter = new ServerSocket(kept, 1, InetAddress.getLoopbackAddress());
        var services = start()) {
      assertThat(squatter.isBound()).isTrue();
      assertThat(services.addresses().jdbcUrl()).doesNotContain(":" + kept + "/");
      sql(services.addresses(), "SELECT 1");
    }
  }

  @Test
  void passwordsAreAskedForAndNotPrinted() throws IOException {
    try (var services = start()) {
      var addresses = services.addresses();
      assertThatThrownBy(
              () -> DriverManager.getConnection(addresses.jdbcUrl(), "tongxing", "guessed"))
          .isInstanceOf(SQLException.class);
      assertThat(addresses.toString())
          .doesNotContain(addresses.databasePassword())
          .doesNotContain(Files.readString(data.resolve("redis.password")).strip());
      assertThat(Files.getPosixFilePermissions(data.resolve("postgres.password"))).hasSize(2);
      assertThat(Files.getPosixFilePermissions(data.resolve("redis/redis.conf"))).hasSize(2);
    }
  }

  @Test
  void testDatabasesAreSeparate() throws SQLException {
    var one = TestServices.newDatabase();
    var other = TestServices.newDatabase();
    try (var connection = one.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE only_here ()");
    }
    try (var connection = other.dataSource().getConnection();
        var tables = connection.getMetaData().getTables(null, null, "only_here", null)) {
      assertThat(tables.next()).isFalse();
    }
  }

  private EmbeddedSettings settings() {
    return new EmbeddedSettings(data, TestServices.binaries(), Durability.THROWN_AWAY);
  }

  /** Durable settings where the test is about what is kept. */
  private EmbeddedServices start() {
    return EmbeddedServices.start(
        new EmbeddedSettings(data, TestServices.binaries(), Durability.KEPT));
  }

  private ProcessHandle postgresProcess() throws IOException {
    return process(data.resolve("postgres/data/postmaster.pid"));
  }

  private ProcessHandle redisProcess() throws IOException {
    return process(data.resolve("redis/redis.pid"));
  }

  private static ProcessHandle process(Path file) throws IOException {
    var number = Files.readAllLines(file).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(number)).orElseThrow();
  }

  private static void sql(ServiceAddresses addresses, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                addresses.jdbcUrl(), addresses.databaseUser(), addresses.databasePassword());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String word(ServiceAddresses addresses) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                addresses.jdbcUrl(), addresses.databaseUser(), addresses.databasePassword());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT word FROM kept")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void setInRedis(ServiceAddresses addresses, String key, String value) {
    try (var client = RedisClient.create(addresses.redisUri());
        var connection = client.connect()) {
      connection.sync().set(key, value);
    }
  }

  private static void saveInRedis(ServiceAddresses addresses) {
    try (var client = RedisClient.create(addresses.redisUri());
        var connection = client.connect()) {
      connection.sync().save();
    }
  }

  private static String getFromRedis(ServiceAddresses addresses, String key) {
    try (var client = RedisClient.create(addresses.redisUri());
        var connection = client.connect()) {
      return connection.sync().get(key);
    }
  }
}
