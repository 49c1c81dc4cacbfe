package cn.tongxing.idp.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of processes in milliseconds, user and system, as Linux keeps it (proc(5)): in
 * steps of 10 ms.
 */
record ProcessorTime(double server, double postgres, double redis) {

  private static final double TICK = 10;

  static ProcessorTime of(ProcessHandle server, ProcessHandle postgres, ProcessHandle redis) {
    // a backend that ended was waited for by the postmaster, which has its time
    double ended = ticks(postgres, 13) + ticks(postgres, 14);
    double living = postgres.children().mapToDouble(ProcessorTime::own).sum();
    return new ProcessorTime(own(server), own(postgres) + living + ended, own(redis));
  }

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(
        server - before.server, postgres - before.postgres, redis - before.redis);
  }

  ProcessorTime each(long operations) {
    return new ProcessorTime(server / operations, postgres / operations, redis / operations);
  }

  /** What the budgets are for. */
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

  private static double own(ProcessHandle process) {
    return ticks(process, 11) + ticks(process, 12);
  }

  /** The field of {@code stat} with this place after the name of the command; 0 if it is gone. */
  private static double ticks(ProcessHandle process, int place) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Double.parseDouble(fields[place]) * TICK;
    } catch (IOException gone) {
      return 0;
    }
  }
}
