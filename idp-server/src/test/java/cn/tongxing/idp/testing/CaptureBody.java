package cn.tongxing.idp.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** The body that the script of a page posts: nonce and frames as {@code multipart/form-data}. */
public final class CaptureBody {

  private static final String BOUNDARY = "----boundary7d1f";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Beginning with the nonce. */
  public CaptureBody(String nonce) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"nonce\"\r\n\r\n");
    write(nonce + "\r\n");
  }

  /** {@code Content-Type} of the whole. */
  public static String type() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  /** One more frame. */
  public CaptureBody frame(String name, String type, byte[] picture) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name);
    write("\"; filename=\"frame\"\r\nContent-Type: " + type + "\r\n\r\n");
    body.writeBytes(picture);
    write("\r\n");
    return this;
  }

  /** All of it. */
  public byte[] bytes() {
    write("--" + BOUNDARY + "--\r\n");
    return body.toByteArray();
  }

  private void write(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A picture that every decoder reads. */
  public static byte[] jpeg(int width, int height) {
    return picture("jpeg", width, height);
  }

  /** A picture in a format by its name. */
  public static byte[] picture(String format, int width, int height) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, encoded);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return encoded.toByteArray();
  }

  /** The same picture, whose header says that it has other sides. */
  public static byte[] claiming(byte[] jpeg, int width, int height) {
    byte[] claiming = jpeg.clone();
    for (int at = 2; at + 9 < claiming.length; ) {
      int marker = claiming[at + 1] & 0xFF;
      if (marker == 0xC0) {
        claiming[at + 5] = (byte) (height >> 8);
        claiming[at + 6] = (byte) height;
        claiming[at + 7] = (byte) (width >> 8);
        claiming[at + 8] = (byte) width;
        return claiming;
      }
      at += 2 + ((claiming[at + 2] & 0xFF) << 8 | claiming[at + 3] & 0xFF);
    }
    throw new AssertionError("a picture without a frame header");
  }
}
