package cn.tongxing.idp.platform.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the demonstration runs, and where; {@code ./idp} has checked the options and built the jars.
 *
 * @param data folder of the data, held by the script's lock
 * @param port first of the four ports: identity provider, simulator, hospital, housing fund
 * @param began milliseconds of the clock when the command was given
 * @param fresh whether to forget the data of earlier runs
 * @param exitWhenReady whether to stop as soon as everything answers
 * @param isDefault whether the data are where commands look without being told
 * @param java the program
 * @param serverFlags of the server's JVM, without the start-up cache
 * @param server jar of the identity provider
 * @param cache the start-up cache of this build, JDK and place; may be missing
 * @param simulator jar of the simulated upstreams
 * @param sampleApps jar of the two departments
 */
record DemoPlan(
    Path data,
    int port,
    long began,
    boolean fresh,
    boolean exitWhenReady,
    boolean isDefault,
    Path java,
    List<String> serverFlags,
    Path server,
    Path cache,
    Path simulator,
    Path sampleApps) {

  /**
   * From the words that the script passes: one {@code name=value} each, a flag for each {@code
   * flag=}.
   */
  static DemoPlan of(String... words) {
    var given = new Words(words);
    return new DemoPlan(
        given.path("data"),
        Integer.parseInt(given.one("port")),
        Long.parseLong(given.one("began")),
        given.one("fresh").equals("yes"),
        given.one("exit-when-ready").equals("yes"),
        given.one("default").equals("yes"),
        given.path("java"),
        given.all("flag"),
        given.path("server"),
        given.path("cache"),
        given.path("simulator"),
        given.path("sample-apps"));
  }

  private record Words(String... words) {
    List<String> all(String name) {
      String start = name + "=";
      return Arrays.stream(words)
          .filter(word -> word.startsWith(start))
          .map(word -> word.substring(start.length()))
          .toList();
    }

    String one(String name) {
      List<String> found = all(name);
      if (found.size() != 1) {
        throw new IllegalArgumentException(name + " is given " + found.size() + " times");
      }
      return found.getFirst();
    }

    Path path(String name) {
      return Path.of(one(name));
    }
  }

  /** What the server is told. */
  List<String> serverSettings(int ownPort, Path folder) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.profiles.active=demo",
                "--server.port=" + ownPort,
                "--idp.data-folder=" + folder,
                "--idp.embedded.binaries-folder=" + data.resolve("bin")));
    addresses().forEach(address -> settings.add("--" + address));
    return settings;
  }

  /** Settings that follow from the ports: what commands have to know too, once it has run. */
  List<String> addresses() {
    return List.of(
        "idp.issuer=http://localhost:" + port,
        "idp.sample.hospital-uri=http://localhost:" + (port + 2),
        "idp.sample.fund-uri=http://localhost:" + (port + 3));
  }

  /** The mark by which processes of this demonstration are known. */
  String mark() {
    return "-Dtongxing.demo=" + data;
  }
}
