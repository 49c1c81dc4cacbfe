package cn.tongxing.idp.platform.command;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Whose program is at the other end of a Unix domain socket, as the operating system says. */
final class Peer {

  private Peer() {}

  /** Whether it is of this process's user; a user whom the machine has no name for is nobody's. */
  static boolean isOwn(SocketChannel channel) throws IOException {
    String theirs = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    return theirs.equals(System.getProperty("user.name"));
  }
}
