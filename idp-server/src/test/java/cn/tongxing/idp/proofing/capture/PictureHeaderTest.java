package cn.tongxing.idp.proofing.capture;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.CaptureFormat;
import cn.tongxing.idp.proofing.capture.PictureHeader.Size;
import cn.tongxing.idp.testing.CaptureBody;
import cn.tongxing.idp.testing.Clause;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sizes by the header alone, of whatever begins like a picture. */
@Clause("issue 6 item 2: capture")
class PictureHeaderTest {

  /** Written by libwebp 1.2.4: 1 × 1, lossy; the header has its own sides set by the tests. */
  private static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

  private static final byte[] LOSSLESS =
      Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  private static byte[] padded(byte[] picture) {
    return picture.length < 30 ? Arrays.copyOf(picture, 30) : picture;
  }

  @Test
  void theSidesAreThoseThatADecoderFinds() {
    assertThat(PictureHeader.size(CaptureFormat.JPEG, CaptureBody.jpeg(641, 482)))
        .contains(new Size(641, 482));
    byte[] bomb = CaptureBody.claiming(CaptureBody.jpeg(8, 8), 65_500, 30_000);
    assertThat(PictureHeader.size(CaptureFormat.JPEG, bomb)).contains(new Size(65_500, 30_000));
    assertThat(PictureHeader.size(CaptureFormat.WEBP, WEBP)).contains(new Size(1, 1));
    assertThat(PictureHeader.size(CaptureFormat.WEBP, padded(LOSSLESS))).contains(new Size(1, 1));
    byte[] large = WEBP.clone();
    large[26] = (byte) 0xFF;
    large[27] = 0x3F;
    assertThat(PictureHeader.size(CaptureFormat.WEBP, large)).contains(new Size(16_383, 1));
  }

  /** A decoder may take the one and a check the other. */
  @Test
  void aFileThatStatesTwoSizesHasNone() {
    byte[] jpeg = CaptureBody.jpeg(320, 240);
    int header = frameHeader(jpeg);
    int length = 2 + ((jpeg[header + 2] & 0xFF) << 8 | jpeg[header + 3] & 0xFF);
    byte[] twice = new byte[jpeg.length + length];
    System.arraycopy(jpeg, 0, twice, 0, header + length);
    System.arraycopy(jpeg, header, twice, header + length, jpeg.length - header);
    assertThat(PictureHeader.size(CaptureFormat.JPEG, twice)).isEmpty();
  }

  private static int frameHeader(byte[] jpeg) {
    for (int at = 2; at < jpeg.length; ) {
      if ((jpeg[at + 1] & 0xFF) == 0xC0) {
        return at;
      }
      at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
    }
    throw new AssertionError("no frame header");
  }

  @Test
  void whatIsAnotherFormatOrMovesHasNone() {
    for (String format : new String[] {"png", "gif", "bmp"}) {
      byte[] other = CaptureBody.picture(format, 320, 240);
      assertThat(PictureHeader.size(CaptureFormat.JPEG, other)).as(format).isEmpty();
      assertThat(PictureHeader.size(CaptureFormat.WEBP, other)).as(format).isEmpty();
    }
    byte[] extended = WEBP.clone();
    extended[15] = 'X';
    assertThat(PictureHeader.size(CaptureFormat.WEBP, extended)).isEmpty();
    assertThat(PictureHeader.size(CaptureFormat.JPEG, WEBP)).isEmpty();
  }

  /** What is cut short or overwritten anywhere is read to an end, and past none. */
  @Test
  void nothingThatComesBreaksIt() {
    Random random = new Random(20261127);
    byte[] jpeg = CaptureBody.jpeg(320, 240);
    for (byte[] picture : new byte[][] {jpeg, WEBP, padded(LOSSLESS)}) {
      for (int length = 0; length < picture.length; length++) {
        byte[] cut = Arrays.copyOf(picture, length);
        for (CaptureFormat format : CaptureFormat.values()) {
          assertThat(PictureHeader.size(format, cut)).isNotNull();
        }
      }
      for (int i = 0; i < 20_000; i++) {
        byte[] noisy = picture.clone();
        for (int j = 0; j < 1 + i % 8; j++) {
          noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
        }
        for (CaptureFormat format : CaptureFormat.values()) {
          assertThat(PictureHeader.size(format, noisy)).isNotNull();
        }
      }
    }
  }
}
