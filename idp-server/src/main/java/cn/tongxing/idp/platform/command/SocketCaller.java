package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.platform.command.Wire.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Whoever gave a command to a program that passed it on: it works on the running server. */
final class SocketCaller implements Caller {

  private final Wire wire;
  private final Wire.Order order;
  private final ConfigurableApplicationContext server;
  private final PrintWriter out;
  private final PrintWriter err;

  SocketCaller(Wire wire, Wire.Order order, ConfigurableApplicationContext server) {
    this.wire = wire;
    this.order = order;
    this.server = server;
    this.out = new PrintWriter(new Frames(Kind.OUT), true);
    this.err = new PrintWriter(new Frames(Kind.ERR), true);
  }

  @Override
  public PrintWriter out() {
    return out;
  }

  @Override
  public PrintWriter err() {
    return err;
  }

  @Override
  public boolean isTerminal() {
    return order.terminal();
  }

  /** Whoever has gone answers nothing, which is no yes. */
  @Override
  public String line(String question) {
    flush();
    try {
      wire.frame(Kind.ASK, question);
      return wire.line();
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public Path file(String typed) {
    return Path.of(order.folder()).resolve(typed);
  }

  @Override
  public int work(ToIntFunction<ApplicationContext> work) {
    err.println("System: " + NamedSystem.of(server.getEnvironment()));
    return work.applyAsInt(server);
  }

  void end(int exit) throws IOException {
    flush();
    wire.frame(Kind.EXIT, Integer.toString(exit));
  }

  private void flush() {
    out.flush();
    err.flush();
  }

  /** Gathers what is printed until it is flushed. */
  private final class Frames extends Writer {

    private final Kind kind;
    private final StringBuilder text = new StringBuilder();

    private Frames(Kind kind) {
      this.kind = kind;
    }

    @Override
    public void write(char[] from, int offset, int length) throws IOException {
      text.append(from, offset, length);
      if (text.length() > 8_192) {
        flush();
      }
    }

    @Override
    public void flush() throws IOException {
      if (!text.isEmpty()) {
        String said = text.toString();
        text.setLength(0);
        wire.frame(kind, said);
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
