package cn.tongxing.idp.platform.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The running server that takes commands at a socket: whoever gives it one does not open the system
 * by themselves.
 */
public final class ServingProcess {

  /** Longer than the server allows a command, so that one that hangs holds nobody for ever. */
  private static final long MOST_MINUTES = 11;

  private static final Set<String> HELP = Set.of("-h", "--help", "help");

  private final Path socket;

  public ServingProcess(Path socket) {
    this.socket = socket;
  }

  /**
   * Has a command carried out.
   *
   * @return its exit code; empty if it has to be carried out here, since no server of this build
   *     and this user listens there, it has its hands full, sees other files, the work is long, or
   *     there is none: help is in the language of whoever asks, and the server has its own
   */
  public OptionalInt run(List<String> words) {
    if (isLong(words) || isHelp(words)) {
      return OptionalInt.empty();
    }
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES)
          .execute(() -> close(channel));
      Optional<String> build = Build.running();
      return build.isPresent() && Peer.isOwn(channel)
          ? talk(new Wire(channel), build.get(), words)
          : OptionalInt.empty();
    } catch (IOException | IllegalArgumentException nobody) { // the latter: too long a path
      return OptionalInt.empty();
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What takes its time and memory takes them in a process of its own, beside the pages'. */
  private static boolean isLong(List<String> words) {
    String begin = String.join(" ", words.subList(0, Math.min(2, words.size())));
    return begin.equals("citizen import")
        || begin.startsWith("audit verify")
        || begin.startsWith("audit archive")
        || begin.startsWith("keys re");
  }

  private static boolean isHelp(List<String> words) {
    return words.stream().anyMatch(HELP::contains);
  }

  private static OptionalInt talk(Wire wire, String build, List<String> words) throws IOException {
    Caller here = new OwnProcess();
    String folder = Path.of("").toAbsolutePath().toString();
    wire.order(Wire.Order.seenHere(build, folder, here.isTerminal(), words));
    return wire.frame().kind() == Wire.Kind.TAKEN
        ? OptionalInt.of(follow(wire, here))
        : OptionalInt.empty();
  }

  /** From here on the command is being carried out, and must not be again. */
  private static int follow(Wire wire, Caller here) {
    try {
      Wire.Frame frame = wire.frame();
      while (frame.kind() != Wire.Kind.EXIT) {
        switch (frame.kind()) {
          case OUT -> print(here.out(), frame);
          case ERR -> print(here.err(), frame);
          case ASK -> wire.line(here.line(frame.text()));
          case TAKEN, ELSEWHERE, EXIT -> throw new IOException("not of this build");
        }
        frame = wire.frame();
      }
      return Integer.parseInt(frame.text());
    } catch (IOException | NumberFormatException ended) {
      here.err().println("idp: the server ended meanwhile; look whether the work was done");
      return 1;
    }
  }

  private static void print(PrintWriter to, Wire.Frame frame) {
    to.print(frame.text());
    to.flush();
  }
}
