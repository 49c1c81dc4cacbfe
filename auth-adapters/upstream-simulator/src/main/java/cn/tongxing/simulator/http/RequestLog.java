package cn.tongxing.simulator.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest requests, newest first: method, path and status, never what was said in them. */
public final class RequestLog {

  private static final int KEPT = 200;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final InstantSource clock;

  /** An empty log. */
  public RequestLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * One request.
   *
   * @param status as in {@link Reply#status()}
   */
  public record Entry(Instant time, String method, String path, int status) {}

  synchronized void add(String method, String path, int status) {
    if (path.equals("/simulator.css") || path.equals("/favicon.ico")) {
      return;
    }
    entries.addFirst(new Entry(clock.instant(), method, path, status));
    if (entries.size() > KEPT) {
      entries.removeLast();
    }
  }

  /** All that is kept. */
  public synchronized List<Entry> latest() {
    return new ArrayList<>(entries);
  }

  /** How often a path was called, as far as is kept. */
  public long calls(String path) {
    return latest().stream().filter(entry -> entry.path().equals(path)).count();
  }
}
