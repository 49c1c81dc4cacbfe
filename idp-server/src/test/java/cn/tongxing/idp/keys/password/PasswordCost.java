package cn.tongxing.idp.keys.password;

import java.lang.management.ManagementFactory;

/** What the server's hash of a password costs on this machine. */
public final class PasswordCost {

  private static final int TIMES = 50;

  private PasswordCost() {}

  /** Processor time of one hash, in milliseconds. */
  public static double millis() {
    var threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 2 * TIMES; i++) {
      Argon2idHash.make("warm up", new byte[16]);
    }
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < TIMES; i++) {
      Argon2idHash.make("password", new byte[16]);
    }
    return (threads.getCurrentThreadCpuTime() - before) / 1e6 / TIMES;
  }
}
