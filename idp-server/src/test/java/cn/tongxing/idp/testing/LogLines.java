package cn.tongxing.idp.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the whole JVM logs from the start of it to its end. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger root;

  private LogLines(Logger root) {
    this.root = root;
  }

  public static LogLines begin() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var lines = new LogLines(root);
    lines.setContext(root.getLoggerContext());
    lines.start();
    root.addAppender(lines);
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    events.add(event);
  }

  /** Messages that came with a stack. */
  public List<String> withStack() {
    return events.stream()
        .filter(event -> event.getThrowableProxy() != null)
        .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
        .toList();
  }

  /** Messages of one level. */
  public List<String> at(org.slf4j.event.Level level) {
    return events.stream()
        .filter(event -> event.getLevel().toString().equals(level.name()))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  public List<String> all() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
