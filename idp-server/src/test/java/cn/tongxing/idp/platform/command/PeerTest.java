package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.GenericApplicationContext;

/** Programs of the server's own user are served, whatever the rights of the socket's file are. */
@Clause("checklist: what the machine's other users may do")
class PeerTest {

  /** Gives an empty command, and says how many bytes came back. */
  private static final String CALLER =
      """
      import java.io.*;
      import java.net.*;
      import java.nio.channels.*;

      class Caller {
        public static void main(String[] path) throws IOException {
          int came = 0;
          try (var there = SocketChannel.open(UnixDomainSocketAddress.of(path[0]))) {
            var out = new DataOutputStream(Channels.newOutputStream(there));
            out.writeInt(0); // no build
            out.writeInt(0); // no folder
            out.writeBoolean(false);
            out.writeInt(0); // no words
            out.writeInt(0); // nor what they name
            out.flush();
            came = Channels.newInputStream(there).readAllBytes().length;
          } catch (IOException closed) {
            // before, or with what was sent unread
          }
          System.out.print("came " + came);
        }
      }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "idp, idp, true",
    "nobody, idp, false",
    "root, idp, false",
    "IDP, idp, false",
    "1000, 1000, false",
    "1000, idp, false",
    "1000, ?, false",
    "'', '', false"
  })
  void twoNamesAreOneUserIfTheMachineHasTheSameForBoth(String theirs, String own, boolean same) {
    assertThat(Peer.isSame(theirs, own)).isEqualTo(same);
  }

  /** The root user alone may start programs of another: elsewhere there is nothing to see. */
  @Test
  void aProgramOfAnotherUserIsNotAnsweredThoughItMayOpenTheSocket() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs another user's program");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path socket = folder.resolve("s");
    Path program = Files.writeString(folder.resolve("Caller.java"), CALLER);
    try (var nothing = new GenericApplicationContext()) {
      var server = new CommandSocket(socket, nothing);
      server.start();
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));

      assertThat(said(List.of(), program, socket)).as("its own").isEqualTo("came 17");
      assertThat(said(List.of("setpriv", "--reuid=65534", "--clear-groups"), program, socket))
          .isEqualTo("came 0");

      server.stop();
    }
  }

  private static String said(List<String> as, Path program, Path socket)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(as);
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            program.toString(),
            socket.toString()));
    Process child = new ProcessBuilder(words).directory(program.getParent().toFile()).start();
    try {
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          + new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      child.destroyForcibly();
    }
  }
}
