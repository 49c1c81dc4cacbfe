package cn.tongxing.idp.adapters.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that we started in a session of its own, and all that it started. Known by its id and
 * the time when it began: long after it has ended, its id may be that of somebody else's process,
 * who runs as the same user.
 *
 * @param since when it began; empty where the system does not tell
 */
record WorkerFamily(long pid, Optional<Instant> since) {

  /** Place of a process's session in {@code /proc/<pid>/stat}, behind the program's name. */
  private static final int SESSION = 3;

  static WorkerFamily of(ProcessHandle started) {
    return new WorkerFamily(started.pid(), started.info().startInstant());
  }

  /** At once: the first of them first, so that it starts nothing more. */
  void end() {
    Optional<ProcessHandle> holder = ProcessHandle.of(pid);
    if (holder.isPresent() && !isOurs(holder.get())) {
      return; // no id is given anew while a process of its session runs: nothing of ours is left
    }
    List<ProcessHandle> family = all(holder);
    holder.ifPresent(ProcessHandle::destroyForcibly);
    family.forEach(ProcessHandle::destroyForcibly);
    all(holder).forEach(ProcessHandle::destroyForcibly); // what was started meanwhile
  }

  private boolean isOurs(ProcessHandle holder) {
    return since.isPresent() && holder.info().startInstant().equals(since);
  }

  /** All that descend from it, also by parents that have ended: these are of its session yet. */
  private List<ProcessHandle> all(Optional<ProcessHandle> holder) {
    return Stream.concat(
            holder.stream().flatMap(ProcessHandle::descendants),
            ProcessHandle.allProcesses().filter(this::isOfSession))
        .distinct()
        .toList();
  }

  private boolean isOfSession(ProcessHandle other) {
    try {
      String stat = Files.readString(Path.of("/proc", other.pid() + "", "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[SESSION].equals(pid + "");
    } catch (IOException | UncheckedIOException gone) {
      return false;
    }
  }
}
