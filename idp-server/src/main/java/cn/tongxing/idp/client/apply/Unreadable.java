package cn.tongxing.idp.client.apply;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.exc.MismatchedInputException;

/** What an operator is told of a file that is no clients file: the place and the fault in it. */
final class Unreadable {

  private static final String NO_FILE = "the file cannot be read; it must be a file, in UTF-8";

  private Unreadable() {}

  static String because(IOException problem) {
    return problem instanceof OperatorsFile.TooLarge
        ? "the file is larger than 1 MiB, as no clients file is"
        : NO_FILE;
  }

  static String because(JacksonException problem) {
    var at = problem.getLocation();
    String place =
        at == null || at.getLineNr() < 1
            ? ""
            : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    return place
        + switch (problem) {
          case JacksonIOException _ -> NO_FILE;
          case MismatchedInputException _ when problem.getPath().isEmpty() ->
              "the file must hold clients, remove, or both";
          case MismatchedInputException _ -> path(problem) + ": not of the form that is due here";
          // a parser's own words quote the line: the file may be another than was meant, and secret
          default ->
              problem.getOriginalMessage().startsWith("Duplicate ")
                  ? "the same name stands there twice"
                  : "from here on it is no YAML";
        };
  }

  /** As {@code clients[0].secrets[1]}. */
  private static String path(JacksonException problem) {
    var path = new StringBuilder();
    for (var step : problem.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }
}
