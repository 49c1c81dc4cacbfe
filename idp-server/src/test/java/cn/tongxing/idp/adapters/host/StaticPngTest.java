package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an operator may have shown as an icon: pixels, and nothing that somebody could hide in it.
 */
class StaticPngTest {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] NONE = new byte[0];
  private static final byte[] HEADER = header(96, 96, 8, 6, 0);
  private static final byte[] PIXELS = packed(96 * (1 + 4 * 96));

  @TempDir private Path folder;

  private byte[] read(byte[] content) throws IOException {
    return StaticPng.read(Files.write(folder.resolve("icon.png"), content));
  }

  @Test
  void aSmallSquarePictureIsTakenAsItIs() throws Exception {
    byte[] picture = file(chunk("IHDR", HEADER), chunk("IDAT", PIXELS), chunk("IEND", NONE));

    assertThat(read(picture)).isEqualTo(picture);
    assertThat(OwnIcon.read(folder.resolve("icon.png")).name()).matches("[0-9a-f]{32}\\.png");
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 192})
  void theSmallestAndTheLargestAreTaken(int side) throws Exception {
    byte[] picture =
        file(
            chunk("IHDR", header(side, side, 1, 3, 0)),
            chunk("PLTE", new byte[6]),
            chunk("IDAT", packed(side * (1 + side / 8))),
            chunk("IEND", NONE));

    assertThat(read(picture)).hasSameSizeAs(picture);
  }

  static Stream<Named<byte[]>> hidden() {
    byte[] ihdr = chunk("IHDR", HEADER);
    byte[] idat = chunk("IDAT", PIXELS);
    byte[] iend = chunk("IEND", NONE);
    byte[] good = file(ihdr, idat, iend);
    byte[] noise = new byte[StaticPng.LARGEST];
    new Random(1).nextBytes(noise);
    return Stream.of(
        Named.of("nothing", NONE),
        Named.of("SVG with a script", text("<svg xmlns='x'><script>alert(1)</script></svg>")),
        Named.of("HTML that calls itself PNG", text("\u0089PNG<html><script>alert(1)</script>")),
        Named.of("something behind the end", joined(good, text("<script>alert(1)</script>"))),
        Named.of("an animation", file(ihdr, chunk("acTL", new byte[8]), idat, iend)),
        Named.of("a place", file(ihdr, chunk("eXIf", text("25.1,118.1")), idat, iend)),
        Named.of("words", file(ihdr, chunk("tEXt", text("Author=x")), idat, iend)),
        Named.of("packed words", file(ihdr, chunk("zTXt", new byte[9]), idat, iend)),
        Named.of("a packed profile", file(ihdr, chunk("iCCP", new byte[9]), idat, iend)),
        Named.of("no header first", file(idat, ihdr, iend)),
        Named.of("two headers", file(ihdr, ihdr, idat, iend)),
        Named.of("no end", file(ihdr, idat)),
        Named.of("no pixels", file(ihdr, iend)),
        Named.of("too few pixels", file(ihdr, chunk("IDAT", packed(100)), iend)),
        Named.of("a bomb", file(ihdr, chunk("IDAT", packed(1 << 21)), iend)),
        Named.of("something behind the pixels", hiding(ihdr, iend)),
        Named.of("a wrong sum", joined(file(ihdr), new byte[12])),
        Named.of("a length that ends nowhere", joined(file(ihdr), lengthOf(Integer.MAX_VALUE))),
        Named.of("a negative length", joined(file(ihdr), lengthOf(-1))),
        Named.of("too many bytes", file(ihdr, chunk("IDAT", noise), iend)));
  }

  private static byte[] hiding(byte[] ihdr, byte[] iend) {
    return file(ihdr, chunk("IDAT", joined(PIXELS, text("<script>"))), iend);
  }

  static Stream<Named<byte[]>> headers() {
    return Stream.of(
        Named.of("too small", header(47, 47, 8, 6, 0)),
        Named.of("too large", header(193, 193, 8, 6, 0)),
        Named.of("not square", header(96, 95, 8, 6, 0)),
        Named.of("huge", header(1 << 30, 1 << 30, 8, 6, 0)),
        Named.of("interlaced", header(96, 96, 8, 6, 1)),
        Named.of("no depth", header(96, 96, 7, 6, 0)),
        Named.of("no type", header(96, 96, 8, 5, 0)),
        Named.of("a type beyond all", header(96, 96, 8, 7, 0)),
        Named.of("a negative type", header(96, 96, 8, -1, 0)),
        Named.of("half a header", new byte[12]));
  }

  @ParameterizedTest
  @MethodSource("hidden")
  @Clause("0.5")
  void whateverElseIsInItIsRefused(byte[] content) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(StaticPng.RULE);
  }

  @ParameterizedTest
  @MethodSource("headers")
  void otherSizesAndKindsAreRefused(byte[] header) {
    byte[] content = file(chunk("IHDR", header), chunk("IDAT", PIXELS), chunk("IEND", NONE));

    assertThatThrownBy(() -> read(content)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileThatIsNotThereIsRefusedInTheSameWords() {
    assertThatThrownBy(() -> StaticPng.read(folder.resolve("none"))).hasMessage(StaticPng.RULE);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] header(int width, int height, int depth, int type, int interlace) {
    return ByteBuffer.allocate(13)
        .putInt(width)
        .putInt(height)
        .put((byte) depth)
        .put((byte) type)
        .put((byte) 0)
        .put((byte) 0)
        .put((byte) interlace)
        .array();
  }

  private static byte[] packed(int size) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(new byte[size]);
    deflater.finish();
    byte[] out = new byte[8192];
    int length = deflater.deflate(out);
    deflater.end();
    return java.util.Arrays.copyOf(out, length);
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] named = joined(text(type), data);
    CRC32 sum = new CRC32();
    sum.update(named);
    return ByteBuffer.allocate(named.length + 8)
        .putInt(data.length)
        .put(named)
        .putInt((int) sum.getValue())
        .array();
  }

  private static byte[] lengthOf(int length) {
    return ByteBuffer.allocate(16).putInt(length).put(text("IDAT")).array();
  }

  private static byte[] file(byte[]... chunks) {
    return joined(SIGNATURE, joined(chunks));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
