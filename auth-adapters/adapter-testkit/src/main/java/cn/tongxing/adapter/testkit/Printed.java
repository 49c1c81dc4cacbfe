package cn.tongxing.adapter.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Everything that is logged or printed from its making until it is closed, at every level. */
final class Printed implements AutoCloseable {

  private final StringWriter words = new StringWriter();
  private final ByteArrayOutputStream streams = new ByteArrayOutputStream();
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Handler[] others = root.getHandlers();
  private final Handler handler;

  Printed(Set<String> otherPeoplesLoggers) {
    handler = new Listening(otherPeoplesLoggers);
    handler.setLevel(Level.ALL);
    root.setLevel(Level.ALL);
    for (Handler other : others) {
      root.removeHandler(other);
    }
    root.addHandler(handler);
    PrintStream stream = new PrintStream(streams, true, UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  /** Adds what a log line would show of a value. */
  void show(Object value) {
    add(String.valueOf(value));
  }

  private synchronized void add(String text) {
    words.append(text).append('\n');
  }

  /** Which of these texts appear, as they are, encoded for an address, or in base64. */
  synchronized Stream<String> found(Set<String> texts) {
    String all = words + streams.toString(UTF_8);
    return texts.stream()
        .filter(text ->
            Stream.of(
                    text,
                    URLEncoder.encode(text, UTF_8),
                    Base64.getEncoder().encodeToString(text.getBytes(UTF_8)))
                .anyMatch(all::contains));
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    root.removeHandler(handler);
    for (Handler other : others) {
      root.addHandler(other);
    }
    root.setLevel(level);
  }

  private final class Listening extends Handler {

    private final Set<String> ignored;
    private final SimpleFormatter formatter = new SimpleFormatter();

    Listening(Set<String> ignored) {
      this.ignored = Set.copyOf(ignored);
    }

    @Override
    public void publish(LogRecord line) {
      String name = line.getLoggerName() == null ? "" : line.getLoggerName();
      boolean platform = name.startsWith("com.sun.") || name.startsWith("jdk.");
      if (!platform && ignored.stream().noneMatch(name::startsWith)) {
        add(formatter.format(line));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
