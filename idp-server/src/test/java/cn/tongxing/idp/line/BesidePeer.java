package cn.tongxing.idp.line;

import cn.tongxing.idp.keys.password.PasswordCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processor time of each operation by turns with oidc-provider, on one machine in one run: ours,
 * theirs, ours, theirs. Server and stores together, without the JVM's compiler; what counts is the
 * ratio. No test: {@code ./idp bench --beside} runs it.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS) // phases may be long
@EnabledIfSystemProperty(named = "bench.jar", matches = ".+")
class BesidePeer {

  private static final int SECONDS = Integer.getInteger("bench.seconds", 8);

  /** Of what is rare: a sign-in, some four hundred in eight seconds, is not compiled by these. */
  private static final int WARMING = Integer.getInteger("bench.warm", SECONDS);

  private static final Pattern ONLY = Pattern.compile(System.getProperty("bench.only", ".*"));
  private static final int ROUNDS = 2;
  private static final String BY_PASSWORD = "S3 sign-in by password, RS256";

  @TempDir Path folder;

  /** An operation of ours beside one of theirs; what a hash of ours costs is left out or not. */
  private record Row(String name, String ours, Peer peer, String theirs, double leftOut) {}

  @Test
  void everyOperationByTurns() throws Exception {
    Path programs = Path.of("target", "peer").toAbsolutePath();
    Peer.install(programs);
    try (OursUnderLoad ours = OursUnderLoad.start(folder);
        Peer plain = Peer.start(programs, "none");
        Peer hashing = Peer.start(programs, "argon2")) {
      List<Row> rows = rows(plain, hashing);
      Map<Row, Spent> first = new HashMap<>();
      for (Row row : rows) { // what is measured first must be as warm as what is measured last
        first.put(row, new Spent().of(ours, operation(ours, row), seconds(row)));
        ClosedLoop.run(operation(row), seconds(row));
      }
      report(ours, plain, rows, first);
    }
  }

  private static int seconds(Row row) {
    return row.ours().equals(BY_PASSWORD) ? WARMING : SECONDS;
  }

  private static List<Row> rows(Peer plain, Peer hashing) {
    List<Row> rows = new ArrayList<>();
    double hash = PasswordCost.millis();
    for (String name : plain.operations().keySet()) {
      if (name.equals(BY_PASSWORD)) {
        rows.add(new Row(name + ", Argon2id left out", name, plain, name, hash));
        rows.add(new Row(name + ", with Argon2id", name, hashing, name, 0));
      } else {
        rows.add(new Row(name, name, plain, name, 0));
      }
    }
    for (String es256 : List.of("S4 silent sign-on, ES256", "S5 refresh, ES256")) {
      rows.add(new Row(es256 + " (theirs RS256)", es256, plain, es256.replace("ES", "RS"), 0));
    }
    return rows.stream().filter(row -> ONLY.matcher(row.name()).matches()).toList();
  }

  private static void report(OursUnderLoad ours, Peer plain, List<Row> rows, Map<Row, Spent> first)
      throws Exception {
    StringBuilder table =
        new StringBuilder(
            """
            | operation | ours ms | oidc-provider ms | ratio | ours at first ms |
            |---|---|---|---|---|
            """);
    for (Row row : rows) {
      Spent we = new Spent();
      Spent they = new Spent();
      for (int round = 0; round < ROUNDS; round++) {
        ours.renewTokens();
        we.of(ours, operation(ours, row), SECONDS);
        row.peer().renewTokens();
        ProcessorTime earlier = row.peer().time();
        they.add(ClosedLoop.run(operation(row), SECONDS), row.peer().time().since(earlier));
      }
      double mine = we.each() - row.leftOut();
      table.append(
          "| %s | %.2f | %.2f | **%.2f** | %.2f |%n"
              .formatted(
                  row.name(),
                  mine,
                  they.each(),
                  mine / they.each(),
                  first.get(row).each() - row.leftOut()));
    }
    table.append(memory(ours, plain));
    System.out.println(table);
    Files.writeString(Path.of("target", "beside.txt"), table);
  }

  private static String memory(OursUnderLoad ours, Peer plain) throws IOException {
    return "%nResident: ours %.0f MiB, oidc-provider with its Redis %.0f MiB. A hash of ours: %.1f ms.%n"
        .formatted(ours.server().memory(), plain.memory(), PasswordCost.millis());
  }

  private static ClosedLoop.Operation operation(OursUnderLoad ours, Row row) {
    return find(ours.operations(), row.ours());
  }

  private static ClosedLoop.Operation operation(Row row) {
    return find(row.peer().operations(), row.theirs());
  }

  private static ClosedLoop.Operation find(Map<String, ClosedLoop.Operation> all, String name) {
    ClosedLoop.Operation found = all.get(name);
    if (found == null) {
      throw new IllegalStateException("no operation " + name + " in " + all.keySet());
    }
    return found;
  }

  /** Over all rounds. */
  private static final class Spent {

    private long operations;
    private double millis;

    Spent of(OursUnderLoad ours, ClosedLoop.Operation operation, int seconds) throws Exception {
      ProcessorTime before = ours.server().time();
      add(ClosedLoop.run(operation, seconds), ours.server().time().since(before));
      return this;
    }

    void add(long done, ProcessorTime spent) {
      operations += done;
      millis += spent.total() + spent.redis();
    }

    double each() {
      return millis / operations;
    }
  }
}
