package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.platform.command.Wire.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Carries administrative commands out for other programs of this server's user on this machine,
 * which need not open a system of their own for them. Who may connect could read the server's key
 * file and database as well: the operating system says whose program it is ({@code SO_PEERCRED}).
 */
final class CommandSocket implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CommandSocket.class);
  private static final int AT_ONCE = 4;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The longest command, with the time that its questions take. */
  private static final Duration MOST = Duration.ofMinutes(10);

  private final Optional<Path> path;
  private final ConfigurableApplicationContext server;
  private Optional<String> build = Optional.empty();
  private final Semaphore free = new Semaphore(AT_ONCE);
  private @Nullable Bound open;

  CommandSocket(@Nullable Path path, ConfigurableApplicationContext server) {
    this.path = Optional.ofNullable(path).map(Path::toAbsolutePath);
    this.server = server;
  }

  /** A path that is too long keeps nobody from serving citizens. */
  @Override
  public synchronized void start() {
    path.ifPresent(socket -> {
      try {
        build = Build.running();
        open = open(socket);
        var listening = open.channel();
        Thread.ofVirtual().name("commands").start(() -> listen(listening));
      } catch (IOException unusable) {
        LOG.warn("idp.commands.socket {}: {}", socket, unusable.getMessage());
      }
    });
  }

  /** What listens, and which file it is bound to: another may have come to stand in its place. */
  private record Bound(ServerSocketChannel channel, Path socket, Object file) {

    /** Before it stops listening: until then no other server takes the place, nor the inode. */
    void end() throws IOException {
      if (file.equals(file(socket))) {
        Files.deleteIfExists(socket);
      }
      channel.close();
    }

    static Object file(Path socket) {
      try {
        Object key =
            Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        return key == null ? "" : key;
      } catch (IOException gone) {
        return "";
      }
    }
  }

  private static Bound open(Path socket) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      if (isAnswered(socket)) {
        throw new IOException("another server listens there");
      }
      delete(socket); // left behind by one that was killed
      channel.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      return new Bound(channel, socket, Bound.file(socket));
    } catch (IOException | RuntimeException unusable) {
      channel.close();
      throw unusable;
    }
  }

  private static boolean isAnswered(Path socket) {
    try (var there = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return there.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  /** A mistyped path may name something else, which stays. */
  private static void delete(Path socket) throws IOException {
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new IOException("something else is there, and no socket");
    }
    Files.delete(socket);
  }

  private void listen(ServerSocketChannel listening) {
    try (listening) {
      listen(listening::accept, PAUSE);
    } catch (IOException failed) {
      LOG.warn("no more commands are taken: {}", failed.getMessage());
    }
  }

  /** What comes next; waits for it. */
  interface Next {
    SocketChannel accept() throws IOException;
  }

  /** Until it is closed: what keeps one caller from being taken (too many open files) passes. */
  void listen(Next next, Duration pause) {
    try {
      while (true) {
        accept(next, pause);
      }
    } catch (ClosedChannelException closed) {
      LOG.debug("no more commands are taken");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(Next next, Duration pause)
      throws ClosedChannelException, InterruptedException {
    try {
      SocketChannel caller = next.accept();
      Thread.ofVirtual().name("command").start(() -> take(caller));
    } catch (ClosedChannelException closed) {
      throw closed;
    } catch (IOException passing) {
      LOG.warn("a command was not taken: {}", passing.getMessage());
      Thread.sleep(pause);
    }
  }

  private void take(SocketChannel caller) {
    var end = CompletableFuture.delayedExecutor(MOST.toSeconds(), TimeUnit.SECONDS);
    var ended = CompletableFuture.runAsync(() -> close(caller), end);
    try (caller) {
      if (!Peer.isOwn(caller)) {
        return;
      }
      Wire wire = new Wire(caller);
      Wire.Order order = wire.order();
      if (isOf(order) && free.tryAcquire()) {
        carryOut(wire, order);
      } else {
        wire.frame(Kind.ELSEWHERE, "");
      }
    } catch (IOException gone) {
      LOG.debug("whoever gave a command has gone", gone);
    } finally {
      ended.cancel(false);
    }
  }

  /** Whether the program would do the same by itself. */
  private boolean isOf(Wire.Order order) {
    return build.filter(order.build()::equals).isPresent() && order.isSeenHere();
  }

  private void carryOut(Wire wire, Wire.Order order) throws IOException {
    var caller = new SocketCaller(wire, order, server);
    int exit;
    try {
      wire.frame(Kind.TAKEN, "");
      exit = AdminCommands.run(order.words().toArray(String[]::new), caller);
    } finally {
      free.release();
    }
    caller.end(exit);
  }

  private static void close(SocketChannel caller) {
    try {
      caller.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is being carried out may end. */
  @Override
  public synchronized void stop() {
    if (open == null) {
      return;
    }
    try {
      open.end();
      if (!free.tryAcquire(AT_ONCE, 2, TimeUnit.SECONDS)) {
        LOG.warn("a command was still being carried out");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return open != null;
  }
}
