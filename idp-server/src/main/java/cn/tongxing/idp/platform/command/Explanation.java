package cn.tongxing.idp.platform.command;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.BeansException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * Why a command failed, as an operator reads it. What a start would say is said of a command too,
 * whose beans are made only when they are needed: not which bean could not be made for which.
 */
final class Explanation {

  private Explanation() {}

  static String of(Exception problem) {
    return analyzers()
        .flatMap(each -> Optional.ofNullable(each.analyze(problem)).stream())
        .findFirst()
        .map(Explanation::words)
        .or(() -> away(problem))
        .orElseGet(() -> plain(problem));
  }

  private static Stream<FailureAnalyzer> analyzers() {
    List<FailureAnalyzer> all =
        SpringFactoriesLoader.forDefaultResourceLocation(Explanation.class.getClassLoader())
            // those that want a bean factory have nothing to say here
            .load(FailureAnalyzer.class, FailureHandler.handleMessage((_, _) -> {}));
    return all.stream();
  }

  private static String words(FailureAnalysis found) {
    String action = found.getAction();
    return action == null || action.isBlank()
        ? found.getDescription()
        : found.getDescription() + System.lineSeparator() + action;
  }

  /** What others make of it has a line for each of a connection's parameters. */
  private static Optional<String> away(Throwable problem) {
    for (Throwable each = problem; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql && isOfConnections(sql)) {
        return Optional.of("The database cannot be reached: " + sql.getMessage());
      }
    }
    return Optional.empty();
  }

  private static boolean isOfConnections(SQLException problem) {
    return problem.getSQLState() != null && problem.getSQLState().startsWith("08");
  }

  private static String plain(Throwable problem) {
    Throwable cause = problem;
    while (isWrapping(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case NoSuchFileException none -> none.getFile() + ": there is no such file";
      case AccessDeniedException no -> no.getFile() + ": this user may not";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    };
  }

  private static boolean isWrapping(Throwable problem) {
    return problem instanceof BeansException || problem instanceof UncheckedIOException;
  }
}
