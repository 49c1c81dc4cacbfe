package cn.tongxing.idp.platform.page;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.springframework.web.util.HtmlUtils;

/**
 * A page cut into byte segments with holes between them (partial pre-rendering): the segments are
 * the same for everybody, each request fills the holes.
 *
 * <p>A hole stands where the template would have put an escaped text, in text or in a quoted
 * attribute, and is filled with the text escaped in the same way.
 *
 * <p>Compressed (RFC 1951, RFC 1952), each segment is a run of blocks of its own, made once, and
 * what fills a hole is a stored block between them. So no text of a request is ever compressed,
 * with a secret or without one: the length of the page tells the lengths of what fills it, and
 * nothing else (BREACH).
 *
 * @param segments one more than there are holes
 * @param holes which value each of them takes
 */
record CutPage(List<Segment> segments, List<Integer> holes) {

  /** Around the number of a value; no text that is shown holds them (private use, Unicode). */
  private static final char BEGIN = '\uE0F0';

  private static final char END = '\uE0F1';

  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, (byte) 0xff};

  /** The last block: an empty one. */
  private static final byte[] LAST_BLOCK = {1, 0, 0, (byte) 0xff, (byte) 0xff};

  private static final int LONGEST_STORED = 0xffff;

  /** What is the same for everybody, as it is and as deflate blocks that end at a whole byte. */
  record Segment(byte[] plain, byte[] deflated) {
    static Segment of(String text) {
      byte[] plain = bytes(text);
      return new Segment(plain, plain.length == 0 ? plain : deflate(plain));
    }
  }

  /** Stands for the value of this number in what a template is given. */
  static String mark(int value) {
    return BEGIN + Integer.toString(value) + END;
  }

  /** Cuts what a template made of marks. */
  static CutPage of(String rendered) {
    List<Segment> segments = new ArrayList<>();
    List<Integer> holes = new ArrayList<>();
    int from = 0;
    for (int at = rendered.indexOf(BEGIN); at >= 0; at = rendered.indexOf(BEGIN, from)) {
      int end = rendered.indexOf(END, at);
      segments.add(Segment.of(rendered.substring(from, at)));
      holes.add(Integer.parseInt(rendered.substring(at + 1, end)));
      from = end + 1;
    }
    segments.add(Segment.of(rendered.substring(from)));
    return new CutPage(List.copyOf(segments), List.copyOf(holes));
  }

  /** The page with these values. */
  byte[] plain(List<String> values) {
    List<byte[]> filling = filling(values);
    ByteArrayOutputStream page = new ByteArrayOutputStream(weight() + 2048);
    page.writeBytes(segments.getFirst().plain());
    for (int i = 0; i < holes.size(); i++) {
      page.writeBytes(filling.get(holes.get(i)));
      page.writeBytes(segments.get(i + 1).plain());
    }
    return page.toByteArray();
  }

  /** The same, compressed. */
  byte[] gzip(List<String> values) {
    List<byte[]> filling = filling(values);
    ByteArrayOutputStream page = new ByteArrayOutputStream(weight() / 2 + 2048);
    CRC32 check = new CRC32();
    page.writeBytes(GZIP_HEADER);
    int length = append(segments.getFirst(), page, check);
    for (int i = 0; i < holes.size(); i++) {
      byte[] text = filling.get(holes.get(i));
      store(text, page);
      check.update(text);
      length += text.length + append(segments.get(i + 1), page, check);
    }
    page.writeBytes(LAST_BLOCK);
    number(check.getValue(), page);
    number(length, page);
    return page.toByteArray();
  }

  private static int append(Segment segment, ByteArrayOutputStream page, CRC32 check) {
    page.writeBytes(segment.deflated());
    check.update(segment.plain());
    return segment.plain().length;
  }

  /** A stored block: three bits, then to the end of the byte, length, its complement, the bytes. */
  private static void store(byte[] text, ByteArrayOutputStream page) {
    for (int from = 0; from < text.length; from += LONGEST_STORED) {
      int length = Math.min(LONGEST_STORED, text.length - from);
      page.write(0);
      page.write(length);
      page.write(length >> 8);
      page.write(~length);
      page.write(~length >> 8);
      page.write(text, from, length);
    }
  }

  private static void number(long value, ByteArrayOutputStream page) {
    for (int shift = 0; shift < 32; shift += 8) {
      page.write((int) (value >> shift));
    }
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      byte[] blocks = new byte[plain.length + 64];
      int length = deflater.deflate(blocks, 0, blocks.length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(blocks, length);
    } finally {
      deflater.end();
    }
  }

  private static List<byte[]> filling(List<String> values) {
    return values.stream().map(value -> bytes(HtmlUtils.htmlEscape(value, "UTF-8"))).toList();
  }

  /** Bytes of text that it takes. */
  int weight() {
    return segments.stream().mapToInt(segment -> segment.plain().length).sum();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
