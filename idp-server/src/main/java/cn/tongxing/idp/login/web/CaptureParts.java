package cn.tongxing.idp.login.web;

import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.idp.proofing.CaptureUpload;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.IllegalBoundaryException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;

/**
 * Reads the frames of a capture ({@code multipart/form-data}, RFC 7578) part by part into memory,
 * each within its bound. The one place that reads multipart: the server's own support for it stays
 * switched off, so that nothing posted anywhere reaches the disk.
 */
final class CaptureParts {

  /** Boundaries and headers of one part. */
  private static final int PART_HEADERS = 512;

  private static final int NONCE_BYTES = 64;

  /** A body keeps a place that others wait for: so much time, and what a slow line needs beside. */
  private static final Duration LEAST = Duration.ofSeconds(3);

  /** 2.8 Mbit/s: 4 MiB in 15 seconds. */
  private static final long BYTES_A_SECOND = 350_000;

  private CaptureParts() {}

  /** What cannot be a capture's frames, whatever is in it. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Unfit(int status) {
      super("not the frames of a capture", null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** Refused before a byte of it is read: no length, too long, or of another type. */
  static void look(HttpServletRequest http, CaptureSpec spec) throws Unfit {
    String type = String.valueOf(http.getContentType()).toLowerCase(Locale.ROOT);
    if (!type.startsWith("multipart/form-data;")) {
      throw new Unfit(415);
    }
    if (http.getContentLengthLong() < 0) {
      throw new Unfit(411);
    }
    if (http.getContentLengthLong() > most(spec)) {
      throw new Unfit(413);
    }
  }

  private static long most(CaptureSpec spec) {
    return spec.pictures().totalBytes() + (spec.frames() + 2L) * PART_HEADERS;
  }

  /** The nonce first, then the frames; nothing else, and none too many. */
  static CaptureUpload read(HttpServletRequest http, CaptureSpec spec) throws Unfit, IOException {
    Duration time = time(http.getContentLengthLong());
    Body body = new Body(http, System.nanoTime() + time.toNanos());
    return read(body, spec, new ArrayList<>());
  }

  /** How long so many bytes may take. */
  static Duration time(long bytes) {
    return LEAST.plusMillis(bytes * 1000 / BYTES_A_SECOND);
  }

  /**
   * The same.
   *
   * @param parts what was read so far; all of it is overwritten unless all was read
   */
  static CaptureUpload read(Body body, CaptureSpec spec, List<CaptureUpload.Part> parts)
      throws Unfit, IOException {
    FileUpload upload = new FileUpload();
    upload.setSizeMax(most(spec));
    upload.setPartHeaderSizeMax(PART_HEADERS);
    boolean whole = false;
    try {
      FileItemIterator items = upload.getItemIterator(body);
      String nonce = items.hasNext() ? nonce(items.next()) : "";
      while (items.hasNext()) {
        if (parts.size() == spec.frames()) {
          throw new Unfit(413);
        }
        parts.add(frame(items.next(), spec.pictures().bytes()));
      }
      whole = true;
      return new CaptureUpload(nonce, parts);
    } catch (FileUploadException | FileUploadIOException | MalformedStreamException unfit) {
      throw new Unfit(body.isLate() ? 408 : 400);
    } catch (Late late) {
      throw new Unfit(408);
    } catch (IllegalBoundaryException nested) {
      throw new Unfit(400);
    } catch (IOException ended) {
      if (body.isLate() || ended instanceof SocketTimeoutException) {
        throw new Unfit(408);
      }
      throw ended;
    } finally {
      if (!whole) {
        parts.forEach(part -> Arrays.fill(part.content(), (byte) 0));
      }
    }
  }

  private static String nonce(FileItemStream item) throws IOException, Unfit {
    if (!"nonce".equals(item.getFieldName()) || !item.isFormField()) {
      throw new Unfit(400);
    }
    return new String(content(item, NONCE_BYTES), StandardCharsets.US_ASCII);
  }

  private static CaptureUpload.Part frame(FileItemStream item, int most) throws IOException, Unfit {
    return new CaptureUpload.Part(
        String.valueOf(item.getFieldName()),
        String.valueOf(item.getContentType()),
        content(item, most));
  }

  private static byte[] content(FileItemStream item, int most) throws IOException, Unfit {
    byte[] buffer = new byte[most + 1];
    try (InputStream stream = item.openStream()) {
      int length = stream.readNBytes(buffer, 0, buffer.length);
      if (length > most) {
        throw new Unfit(413);
      }
      return Arrays.copyOf(buffer, length);
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  /** It took too long. */
  private static final class Late extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A request's body as the parser reads it, with an end to its time. Seen with each byte that
   * comes; how long one may be awaited the connector says.
   *
   * @param until when it has to be here, by {@link System#nanoTime()}
   */
  record Body(HttpServletRequest http, long until) implements UploadContext {

    private boolean isLate() {
      return System.nanoTime() - until >= 0;
    }

    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public String getContentType() {
      return String.valueOf(http.getContentType());
    }

    @Override
    public long contentLength() {
      return http.getContentLengthLong();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(http.getInputStream()) {
        @Override
        public int read() throws IOException {
          return inTime(super.read());
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          return inTime(super.read(into, from, length));
        }
      };
    }

    private int inTime(int read) throws Late {
      if (isLate()) {
        throw new Late();
      }
      return read;
    }
  }
}
