package cn.tongxing.idp.platform.command;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program that was given a command and the server that carries it out say to each other.
 * First the program's {@link Order}; then the server's frames, each a {@link Kind} with text:
 * {@link Kind#ELSEWHERE} alone, or {@link Kind#TAKEN} first and {@link Kind#EXIT} last. The program
 * says one thing more after each {@link Kind#ASK}. Both are of one build, so that there are no
 * versions of it.
 */
final class Wire {

  private static final int LONGEST = 1 << 20;
  private static final int MOST_WORDS = 1_000;

  private final DataInputStream in;
  private final DataOutputStream out;

  Wire(SocketChannel channel) {
    in = new DataInputStream(Channels.newInputStream(channel));
    out = new DataOutputStream(Channels.newOutputStream(channel));
  }

  /** What a frame of the server is. */
  enum Kind {
    /** Not taken: the program has to open the system by itself. */
    ELSEWHERE,
    /** It is being carried out. */
    TAKEN,
    /** For standard output. */
    OUT,
    /** For standard error. */
    ERR,
    /** A question; the next line is wanted. */
    ASK,
    /** The end, with the exit code. */
    EXIT
  }

  record Frame(Kind kind, String text) {}

  /**
   * A command as it was given.
   *
   * @param build of the program ({@link Build})
   * @param folder where it was typed
   * @param terminal whether a person can be asked
   * @param files what the words name there ({@link SeenFiles})
   */
  record Order(
      String build, String folder, boolean terminal, List<String> words, List<String> files) {
    Order {
      words = List.copyOf(words);
      files = List.copyOf(files);
    }

    /** Of a program that sees the disk as this one does. */
    static Order seenHere(String build, String folder, boolean terminal, List<String> words) {
      return new Order(build, folder, terminal, words, SeenFiles.of(folder, words));
    }

    /** Whether this program sees the same. */
    boolean isSeenHere() {
      return files.equals(SeenFiles.of(folder, words));
    }
  }

  void order(Order order) throws IOException {
    text(order.build());
    text(order.folder());
    out.writeBoolean(order.terminal());
    texts(order.words());
    texts(order.files());
    out.flush();
  }

  Order order() throws IOException {
    String build = text();
    String folder = text();
    boolean terminal = in.readBoolean();
    return new Order(build, folder, terminal, texts(), texts());
  }

  void frame(Kind kind, String text) throws IOException {
    text(kind.name());
    text(text);
    out.flush();
  }

  Frame frame() throws IOException {
    try {
      return new Frame(Kind.valueOf(text()), text());
    } catch (IllegalArgumentException unknown) {
      throw new EOFException("not of this build");
    }
  }

  void line(String line) throws IOException {
    text(line);
    out.flush();
  }

  String line() throws IOException {
    return text();
  }

  private void texts(List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(text);
    }
  }

  private List<String> texts() throws IOException {
    int count = within(in.readInt(), MOST_WORDS);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(within(bytes.length, LONGEST));
    out.write(bytes);
  }

  private String text() throws IOException {
    byte[] bytes = new byte[within(in.readInt(), LONGEST)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int within(int number, int most) throws IOException {
    if (number < 0 || number > most) {
      throw new EOFException("not of this build");
    }
    return number;
  }
}
