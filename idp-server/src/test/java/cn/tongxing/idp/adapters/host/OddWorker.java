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
    int late = 0;
    while (true) {
      int question;
      try {
        question = in.readInt();
      } catch (EOFException over) {
        return;
      }
      if (late > 0) { // the next question is here: whoever asks it hears this first
        answer(out, late, "another's");
      }
      int parts = in.readInt();
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
        case "endless" -> {
          out.writeInt(question);
          out.writeInt(1 << 30);
        }
        case "garbage" -> System.out.write("nonsense, and plenty of it".getBytes());
        case "eat" -> eat(kept);
        case "late" -> {
          answer(out, question, "2 300004 first");
          late = question;
        }
        case "twice" -> {
          answer(out, question, "2 300004 first");
          answer(out, question, "another's");
        }
        case "orphan" -> answer(out, question, orphan("sleep 40"));
        case "runaway" -> answer(out, question, orphan("setsid sleep 40"));
        case "environment" -> answer(out, question, System.getenv().keySet().toString());
        default -> answer(out, question, parts + " " + total + " " + ProcessHandle.current().pid());
      }
      System.out.flush();
    }
  }

  private static void answer(DataOutputStream out, int question, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.writeInt(question);
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
