package cn.tongxing.idp.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A department at an address of private use, in a network namespace that ends with the test: no
 * packet can reach the network of the machine that runs it.
 */
class InnerNetworkTest {

  private static final String SETUP =
      "ip link set lo up && ip addr add " + InnerNetwork.ADDRESS + "/24 dev lo";

  @TempDir private Path folder;

  @Test
  @Clause("S1")
  void aDepartmentInsideIsReachedWhereItsNetworkOrHostIsNamedAndNowhereElse() throws Exception {
    assumeTrue(
        run(List.of("unshare", "-rn", "sh", "-c", SETUP)).exit() == 0,
        "this machine allows no network namespace of its own (unshare, iproute2)");
    Path hosts =
        Files.writeString(
            folder.resolve("hosts"), InnerNetwork.ADDRESS + " " + InnerNetwork.NAME + "\n");
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", SETUP + " && exec \"$0\" \"$@\""));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djdk.net.hosts.file=" + hosts);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(InnerNetwork.class.getName(), folder.toString()));

    Ended ended = run(command);

    assertThat(ended.said().lines().filter(line -> line.startsWith("> ")))
        .as(ended.said())
        .containsExactly(
            "> closed address-refused",
            "> network 204",
            "> literal 204",
            "> neighbour address-refused",
            "> host 204",
            "> distrusted tls");
  }

  private record Ended(int exit, String said) {}

  private Ended run(List<String> command) throws Exception {
    Path said = folder.resolve("said.txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return new Ended(-1, Files.readString(said));
      }
      return new Ended(process.exitValue(), Files.readString(said));
    } catch (IOException noSuchProgram) {
      return new Ended(-1, String.valueOf(noSuchProgram.getMessage()));
    }
  }
}
