package cn.tongxing.idp.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of processes in milliseconds, user and system, as Linux keeps it (proc(5)): in
 * steps of 10 ms.
 */
record ProcessorTime(double server, double compiler, double postgres, double redis) {

  private static final double TICK = 10;

  static ProcessorTime of(ProcessHandle server, ProcessHandle postgres, ProcessHandle redis) {
    // a backend that ended was waited for by the postmaster, which has its time
    double ended = ticks(postgres, 13) + ticks(postgres, 14);
    double living = postgres.children().mapToDouble(ProcessorTime::own).sum();
    double compiler = compiling(server);
    return new ProcessorTime(
        own(server) - compiler, compiler, own(postgres) + living + ended, own(redis));
  }

  /** Of a server without a database and without a compiler that could be told apart. */
  static ProcessorTime of(ProcessHandle server, ProcessHandle redis) {
    return new ProcessorTime(own(server), 0, 0, own(redis));
  }

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(
        server - before.server,
        compiler - before.compiler,
        postgres - before.postgres,
        redis - before.redis);
  }

  ProcessorTime each(long operations) {
    return new ProcessorTime(
        server / operations, compiler / operations, postgres / operations, redis / operations);
  }

  /** What the budgets are for: as it is once everything is compiled. */
  double total() {
    return server + postgres;
  }

  /** Memory in use by a process in MiB. */
  static double resident(ProcessHandle process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** The threads of the JVM's compilers: busy until what is hot is compiled, idle from then on. */
  private static double compiling(ProcessHandle server) {
    try (var threads = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
      return threads
          .filter(thread -> text(thread.resolve("comm")).matches("C[12] Compiler.*\\s*"))
          .mapToDouble(thread -> ticks(thread, 11) + ticks(thread, 12))
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  private static double own(ProcessHandle process) {
    return ticks(process, 11) + ticks(process, 12);
  }

  private static double ticks(ProcessHandle process, int place) {
    return ticks(Path.of("/proc/" + process.pid()), place);
  }

  /** The field of {@code stat} with this place after the name of the command; 0 if it is gone. */
  private static double ticks(Path process, int place) {
    String stat = text(process.resolve("stat"));
    return stat.isEmpty()
        ? 0
        : Double.parseDouble(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[place]) * TICK;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
