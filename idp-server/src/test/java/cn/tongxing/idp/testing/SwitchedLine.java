package cn.tongxing.idp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line to PostgreSQL or Redis that a test may freeze, cut, or lead to another server: what a dead
 * machine, a network or a fail-over by name does.
 */
public final class SwitchedLine implements AutoCloseable {

  private final ServerSocket door;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile int target;
  private volatile boolean frozen;

  private SwitchedLine(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  /** A line to a port of this machine. */
  public static SwitchedLine to(int target) {
    try {
      var line =
          new SwitchedLine(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
      Thread.ofVirtual().start(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where to connect to. */
  public int port() {
    return door.getLocalPort();
  }

  /** Nothing passes any more, and nobody is told; what is sent meanwhile arrives at the thaw. */
  public void freeze() {
    frozen = true;
  }

  public void thaw() {
    frozen = false;
  }

  /** New connections lead elsewhere; those that are open stay where they are. */
  public void leadTo(int other) {
    target = other;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        open.addAll(List.of(near, far));
        Thread.ofVirtual().start(() -> copy(near, far));
        Thread.ofVirtual().start(() -> copy(far, near));
      } catch (IOException closed) {
        // the next one may be luckier
      }
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] some = new byte[16_384];
    try (from;
        to) {
      for (int read = from.getInputStream().read(some);
          read >= 0;
          read = from.getInputStream().read(some)) {
        while (frozen && !door.isClosed()) {
          Thread.sleep(20);
        }
        to.getOutputStream().write(some, 0, read);
      }
    } catch (IOException ended) {
      // both ends are closed by now
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.removeAll(List.of(from, to));
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
