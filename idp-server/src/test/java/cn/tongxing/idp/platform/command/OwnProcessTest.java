package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.platform.launch.Main;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Finished;
import cn.tongxing.idp.testing.LogLevels;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that open the system by themselves, as whoever types them has them. */
class OwnProcessTest {

  private final TestDatabase database = TestServices.newDatabase();
  private final String redis = TestServices.freshRedisUri();

  @TempDir private Path folder;

  /** What it said on both streams, and its exit code. */
  private record Said(int exit, String words) {}

  private Path key(String name, int content) throws IOException {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) content;
    Path file = folder.resolve(name);
    Files.writeString(file, Base64.getEncoder().encodeToString(bytes) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Said given(Path key, String... words) {
    Map<String, String> settings =
        Map.of(
            "spring.datasource.url", database.jdbcUrl(),
            "spring.datasource.username", database.user(),
            "spring.datasource.password", database.password(),
            "idp.redis.uri", redis,
            "idp.issuer", "https://id.city.example",
            "idp.data-folder", folder.toString(),
            "idp.keys.key-encryption-key-file", key.toString());
    PrintStream out = System.out;
    PrintStream err = System.err;
    var said = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    settings.forEach(System::setProperty);
    System.setOut(both);
    System.setErr(both);
    try (var _ = LogLevels.kept()) {
      return new Said(AdminCommands.run(words), said.toString(StandardCharsets.UTF_8));
    } finally {
      settings.keySet().forEach(System::clearProperty);
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  @Clause("issue 6 item 8: keys by purpose, each replaceable")
  void theIndexesAreMadeAnewByACommandThatHasTheDatabaseForItself() throws Exception {
    Path key = key("key", 1);

    Said alone = given(key, "keys", "reindex", "--operator", "op-7");

    assertThat(alone.words()).contains(" indexes made anew").doesNotContain("stop them all");
    assertThat(alone.exit()).isZero();
    for (String other : new String[] {"tongxing", "tongxing-command-of-another"}) {
      String url = database.jdbcUrl();
      try (var running =
          DriverManager.getConnection(
              url + (url.contains("?") ? "&" : "?") + "ApplicationName=" + other,
              database.user(),
              database.password())) {
        assertThat(running.isValid(1)).isTrue();
        Said beside = given(key, "keys", "reindex", "--operator", "op-7");
        assertThat(beside.exit()).as(other).isEqualTo(1);
        assertThat(beside.words()).contains("1 connections of running servers or commands");
      }
    }
  }

  /** The file of before opens nothing more: not which bean could not be made for which. */
  @Test
  void aKeyThatIsNotTheDatabasesIsSaidOnceAndNothingElse() throws Exception {
    Path next = key("next", 2);
    Path key = key("key", 1);
    assertThat(given(key, "keys", "rewrap", next.toString(), "--operator", "op-7").exit()).isZero();

    Said said = given(key, "kiosk", "list");

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.words())
        .containsOnlyOnce("not the one this database was sealed under")
        .doesNotContain("WARN", "ERROR", "FAILED", "bean");
  }

  @Test
  void whatALaterVersionMadeIsSaidInWordsAndNothingIsDone() throws Exception {
    Path next = key("next", 2);
    Path key = key("key", 1);
    given(key, "kiosk", "list");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO data_key (id, purpose, wrapped, state, created_at)
          SELECT id + 100, 'of_tomorrow', wrapped, state, created_at FROM data_key
           ORDER BY id LIMIT 1
          """);
    }

    Said said = given(key, "keys", "rewrap", next.toString(), "--operator", "op-7");

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.words())
        .contains("A later version of the server made it: give the command there.")
        .doesNotContain("Exception", "\tat ", "key-encryption-key-file=");
    assertThat(given(key, "kiosk", "list").exit()).as("under the key of before").isZero();
  }

  private Finished failing(Map<String, String> settings) throws Exception {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "kiosk",
                "list")
            .redirectErrorStream(true);
    program.environment().put("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/none");
    program.environment().put("IDP_REDIS_URI", "redis://127.0.0.1:1");
    program.environment().put("IDP_ISSUER", "https://id.city.example");
    program.environment().put("IDP_DATAFOLDER", folder.toString());
    program.environment().putAll(settings);
    return Finished.of(program.start(), Duration.ofMinutes(2));
  }

  @Test
  void whatKeptACommandFromStartingIsAllItSays() throws Exception {
    var refused = failing(Map.of("IDP_SESSION_IDLE", "twenty"));

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.output())
        .startsWith("idp: ")
        .containsOnlyOnce("does not read as a Duration")
        .doesNotContain("APPLICATION FAILED", "Description:", "ERROR");
  }

  @Test
  void aDatabaseThatIsAwayIsAllThatACommandSays() throws Exception {
    var away = failing(Map.of("IDP_KEYS_KEYENCRYPTIONKEYFILE", key("key", 1).toString()));

    assertThat(away.exit()).isEqualTo(1);
    assertThat(away.output())
        .startsWith("idp: The database cannot be reached: ")
        .contains("127.0.0.1:1")
        .hasLineCount(1);
  }
}
