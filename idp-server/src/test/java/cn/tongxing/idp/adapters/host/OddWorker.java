package cn.tongxing.idp.adapters.host;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A program as an adapter might bring one; what its question says, it does. Runs as its own JVM.
 */
final class OddWorker {

  private OddWorker() {}

  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(System.out);
    List<byte[]> kept = new ArrayList<>();
    while (true) {
      int parts;
      try {
        parts = in.readInt();
      } catch (EOFException over) {
        return;
      }
      byte[] first = new byte[0];
      int total = 0;
      for (int i = 0; i < parts; i++) {
        byte[] part = new byte[in.readInt()];
        in.readFully(part);
        first = i == 0 ? part : first;
        total += part.length;
      }
      switch (new String(first, StandardCharsets.US_ASCII)) {
        case "crash" -> Runtime.getRuntime().halt(139);
        case "hang" -> sleep();
        case "garbage" -> System.out.write("nonsense, and plenty of it".getBytes());
        case "eat" -> eat(kept);
        case "twice" -> {
          answer(out, "2 300004 first");
          later(out);
        }
        case "orphan" -> answer(out, orphan("sleep 40"));
        case "runaway" -> answer(out, orphan("setsid sleep 40"));
        case "environment" -> answer(out, System.getenv().keySet().toString());
        default -> answer(out, parts + " " + total + " " + ProcessHandle.current().pid());
      }
      System.out.flush();
    }
  }

  private static void answer(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  private static void eat(List<byte[]> kept) {
    while (true) {
      byte[] more = new byte[8 << 20];
      java.util.Arrays.fill(more, (byte) 1);
      kept.add(more);
    }
  }

  /** What it says when nobody asks. */
  private static void later(DataOutputStream out) {
    new Thread(
            () -> {
              try {
                Thread.sleep(200);
                answer(out, "another's");
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            })
        .start();
  }

  /** The process of a command that holds our output open, whose parent has ended. */
  private static String orphan(String command) throws IOException {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", command + " 2>/dev/null & echo $! >&2")
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    return "pid " + new String(shell.getErrorStream().readAllBytes()).trim();
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
