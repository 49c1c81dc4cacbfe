package cn.tongxing.idp.testing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * A command that is carried out in the tests' own process sets log levels as in one of its own.
 * Tests that come after it read what is logged, or that nothing is: they find the levels of before.
 */
public record LogLevels(Map<String, @Nullable LogLevel> before) implements AutoCloseable {

  private static final LoggingSystem LOGGING = LoggingSystem.get(LogLevels.class.getClassLoader());

  /** As they are. */
  public static LogLevels kept() {
    Map<String, @Nullable LogLevel> before = new HashMap<>();
    for (String logger : new String[] {LoggingSystem.ROOT_LOGGER_NAME, "cn.tongxing"}) {
      LoggerConfiguration known = LOGGING.getLoggerConfiguration(logger);
      before.put(logger, known == null ? null : known.getConfiguredLevel());
    }
    return new LogLevels(before);
  }

  @Override
  public void close() {
    before.forEach(LOGGING::setLogLevel);
  }
}
