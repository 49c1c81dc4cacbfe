package cn.tongxing.idp.platform.connector;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.parser.HttpHeaderParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request in one way only: each line ends in carriage return and line feed (RFC
 * 9112 2.2), and no header goes on in the next line (RFC 9112 5.2). The container takes both; a
 * proxy in front may take them for something else, and then one of the two sees a request that the
 * other does not. What is not so is refused with 400, and the connection ends.
 *
 * <p>The container has no setting for it and moves the parts of a folded header together, so the
 * bytes are looked at as they come in ({@link StrictLines}), before it reads them. It makes its
 * reader of headers itself: this one is put in its place, and where that is not possible no request
 * is answered.
 */
final class StrictHeaders extends HttpHeaderParser {

  private final @Nullable Source source;

  private StrictHeaders(Source source, MimeHeaders headers) {
    super(source, headers, false);
    this.source = source;
  }

  /** Puts one in the place of the container's. */
  static void in(Request request) {
    try {
      var input = (Http11InputBuffer) request.getInputBuffer();
      Field reader = Http11InputBuffer.class.getDeclaredField("httpHeaderParser");
      reader.setAccessible(true);
      reader.set(input, new StrictHeaders(new Source(input), request.getMimeHeaders()));
    } catch (ReflectiveOperationException another) {
      throw new IllegalStateException("this container reads headers in another way", another);
    }
  }

  @Override
  public HeaderParseStatus parseHeader() throws IOException {
    if (source != null) {
      source.look();
    }
    return super.parseHeader();
  }

  @Override
  public void recycle() {
    super.recycle();
    if (source != null) { // not while the container's constructor runs
      source.recycle();
    }
  }

  /** Looks at the bytes of the head as they come in. */
  private static final class Source implements HeaderDataSource {

    private final Http11InputBuffer input;
    private final StrictLines lines = new StrictLines();

    Source(Http11InputBuffer input) {
      this.input = input;
    }

    @Override
    public boolean fillHeaderBuffer() throws IOException {
      boolean more = input.fillHeaderBuffer();
      look();
      return more;
    }

    @Override
    public ByteBuffer getHeaderByteBuffer() {
      return input.getHeaderByteBuffer();
    }

    void recycle() {
      lines.recycle();
    }

    void look() {
      lines.look(input.getHeaderByteBuffer());
    }
  }
}
