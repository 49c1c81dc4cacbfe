package cn.tongxing.idp.platform.command;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.regex.Pattern;
import jdk.net.ExtendedSocketOptions;

/** Whose program is at the other end of a Unix domain socket, as the operating system says. */
final class Peer {

  /** What stands where the machine has no name for a user, and may be another one's name. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]*");

  private Peer() {}

  /** Whether it is of this process's user. */
  static boolean isOwn(SocketChannel channel) throws IOException {
    String theirs = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    return isSame(theirs, System.getProperty("user.name"));
  }

  /** Whether two names are one user's; a user whom the machine has no name for is nobody's. */
  static boolean isSame(String theirs, String own) {
    return theirs.equals(own) && !NUMBER.matcher(theirs).matches();
  }
}
