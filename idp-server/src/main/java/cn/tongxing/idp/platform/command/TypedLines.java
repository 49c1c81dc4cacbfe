package cn.tongxing.idp.platform.command;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** What does not belong on a command line, where others can read it: asked for, or piped in. */
final class TypedLines {

  private TypedLines() {}

  /** The next line; blank at the end of input. */
  static String ask(String question) {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
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
}
