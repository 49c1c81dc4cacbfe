package cn.tongxing.idp.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.TestServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.mock.env.MockEnvironment;

class EmbeddedServicesPostProcessorTest {

  @TempDir Path unused;

  @Test
  void withoutADatabaseTheServerStartsItsOwnAndACommandJoinsIt() throws SQLException {
    // its services end with the JVM; a folder of this name is removed by the next test run
    var data = TestServices.binaries().resolveSibling("run-own-" + ProcessHandle.current().pid());
    var server = environment(data);
    process(server);
    try (var connection =
        DriverManager.getConnection(
            server.getRequiredProperty("spring.datasource.url"),
            server.getRequiredProperty("spring.datasource.username"),
            server.getRequiredProperty("spring.datasource.password"))) {
      assertThat(connection.isValid(2)).isTrue();
    }
    assertThat(TestServices.redis(server.getRequiredProperty("idp.redis.uri")).ping())
        .isEqualTo("PONG");

    var second = environment(data);
    assertThatThrownBy(() -> process(second)).isInstanceOf(FailureAnalyzedException.class);

    var command = environment(data).withProperty("idp.embedded.join-running", "true");
    process(command);
    assertThat(command.getProperty("spring.datasource.url"))
        .isEqualTo(server.getProperty("spring.datasource.url"));
    assertThat(command.getProperty("idp.redis.uri")).isEqualTo(server.getProperty("idp.redis.uri"));
  }

  @Test
  void aCommandBeginsNoSystem() {
    var command =
        environment(unused.resolve("never"))
            .withProperty("idp.embedded.join-running", "true")
            .withProperty("idp.command", "true");

    assertThatThrownBy(() -> process(command))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("No system has run in " + unused.resolve("never"));
    assertThat(unused).isEmptyDirectory();
  }

  @Test
  void configuredServicesAreUsedAsTheyAre() {
    var environment =
        environment(unused)
            .withProperty("spring.datasource.url", "jdbc:postgresql://db.example/tongxing")
            .withProperty("idp.redis.uri", "redis://redis.example");
    process(environment);
    assertThat(environment.getProperty("spring.datasource.url"))
        .isEqualTo("jdbc:postgresql://db.example/tongxing");
    assertThat(unused).isEmptyDirectory();
  }

  @Test
  void oneOfTheTwoAloneIsAMistake() {
    assertThatThrownBy(() ->
            process(environment(unused).withProperty("idp.redis.uri", "redis://redis.example")))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("only one is configured");
    assertThat(Files.exists(unused.resolve("lock"))).isFalse();
  }

  private static MockEnvironment environment(Path data) {
    return new MockEnvironment()
        .withProperty("idp.data-folder", data.toString())
        .withProperty("idp.embedded.binaries-folder", TestServices.binaries().toString());
  }

  private static void process(MockEnvironment environment) {
    new EmbeddedServicesPostProcessor(log -> new NoOpLog())
        .postProcessEnvironment(environment, new SpringApplication());
  }
}
