package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.LogLevels;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;

/**
 * A command does what it says and nothing beside it: the server may run with other settings, such
 * as the demonstration on other ports, and what it does in the background is its own.
 */
class OpenServerTest {

  private static final String PROFILES = "spring.profiles.active";
  private static final String FOLDER = "idp.data-folder";

  @TempDir private Path folder;

  @BeforeEach
  void asOnTheDemonstration() {
    System.setProperty(PROFILES, "demo");
    System.setProperty(FOLDER, folder.toString());
  }

  private final LogLevels levels = LogLevels.kept();

  @AfterEach
  void forget() {
    levels.close();
    System.clearProperty(PROFILES);
    System.clearProperty(FOLDER);
  }

  @Test
  void aCommandRegistersNoSampleClients() {
    assertThat(beans(ApplicationRunner.class)).isEmpty();
  }

  @Test
  void aCommandDeliversNoLogoutsAndEndsNoSessions() {
    assertThat(beans(Lifecycle.class))
        .noneMatch(name -> name.startsWith("cn.tongxing.idp.session"));
  }

  /** Whoever changes something sees where, and what a script reads stays what it was. */
  @Test
  void aCommandNamesTheSystemItWorksOnBeforeItDoesAnything() {
    var errors = new ByteArrayOutputStream();
    var output = new ByteArrayOutputStream();
    PrintStream err = System.err;
    PrintStream out = System.out;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    try {
      OpenServer.with(_ -> {
        System.err.println("the work");
        return 0;
      });
    } finally {
      System.setErr(err);
      System.setOut(out);
    }

    assertThat(errors.toString(StandardCharsets.UTF_8))
        .containsSubsequence(
            "System: the demonstration, ", ", issuer http://localhost:", "the work");
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("System:");
  }

  private static List<String> beans(Class<?> type) {
    var found = new java.util.ArrayList<String>();
    OpenServer.with(server -> {
      found.addAll(names(server, type));
      return 0;
    });
    return found;
  }

  private static List<String> names(ApplicationContext server, Class<?> type) {
    return server.getBeansOfType(type).values().stream()
        .map(bean -> bean.getClass().getName())
        .filter(name -> name.startsWith("cn.tongxing."))
        .toList();
  }
}
