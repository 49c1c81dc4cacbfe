package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.platform.TongxingServer;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Whoever started this process. The command works on the modules without the web server; only what
 * it touches is created.
 */
final class OwnProcess implements Caller {

  private static final String CONNECTIONS =
      "--spring.datasource.hikari.data-source-properties.ApplicationName=";

  @Override
  public PrintWriter out() {
    return writer(System.out);
  }

  @Override
  public PrintWriter err() {
    return writer(System.err);
  }

  private static PrintWriter writer(OutputStream to) {
    return new PrintWriter(to, true, StandardCharsets.UTF_8);
  }

  @Override
  public boolean isTerminal() {
    return terminal().isPresent();
  }

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  @Override
  public String line(String question) {
    Optional<Console> terminal = terminal();
    if (terminal.isPresent()) {
      return Objects.requireNonNullElse(terminal.get().readLine("%s", question), "");
    }
    try {
      return nextLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Byte by byte: whoever asks next finds the next line, not what a buffer left of it. */
  private static String nextLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Path file(String typed) {
    return Path.of(typed);
  }

  @Override
  public int work(ToIntFunction<ApplicationContext> work) {
    SpringApplication application = new SpringApplication(TongxingServer.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLazyInitialization(true);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(
        Map.of(
            "idp.embedded.join-running", "true",
            "idp.command", "true", // what the server does in the background stays its own
            // what others log of a failure the command says once (Explanation)
            "logging.level.root", "OFF",
            "logging.level.cn.tongxing", "WARN"));
    try (var _ = Quiet.begin();
        ConfigurableApplicationContext context = application.run(CONNECTIONS + ownName())) {
      err().println("System: " + NamedSystem.of(context.getEnvironment()));
      return work.applyAsInt(context);
    }
  }

  /** By which this process's connections are told from those of servers and other commands. */
  private static String ownName() {
    return "tongxing-command-" + UUID.randomUUID();
  }

  /** Until the settings are read, levels that they name do not hold: a start may fail before. */
  private record Quiet(LoggingSystem logging) implements AutoCloseable {

    private static final List<String> SAYING =
        List.of(
            SpringApplication.class.getName(),
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");

    static Quiet begin() {
      var quiet = new Quiet(LoggingSystem.get(OwnProcess.class.getClassLoader()));
      SAYING.forEach(name -> quiet.logging.setLogLevel(name, LogLevel.OFF));
      return quiet;
    }

    @Override
    public void close() {
      SAYING.forEach(name -> logging.setLogLevel(name, null));
    }
  }
}
