package cn.tongxing.idp.platform.connector;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Set;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.InputFilter;
import org.apache.coyote.http11.filters.ChunkedInputFilter;

/**
 * Reads a body in chunks whose trailer section (RFC 9112 7.1.2) has one reading only, as {@link
 * StrictHeaders} does the head, and takes no trailer: nothing here asks for one. Where a proxy in
 * front and the container disagree on where a body ends, one of the two sees a request that the
 * other does not.
 *
 * <p>The container makes its reader of chunks itself: this one is put in its place, and where that
 * is not possible no request is answered.
 */
final class StrictTrailers extends ChunkedInputFilter {

  private final StrictLines lines = new StrictLines();

  private StrictTrailers(Request request, AbstractHttp11Protocol<?> limits) {
    super(
        request,
        limits.getMaxTrailerSize(),
        Set.of(),
        limits.getMaxExtensionSize(),
        limits.getMaxSwallowSize());
  }

  /** Puts one in the place of the container's. */
  static void in(Request request, AbstractHttp11Protocol<?> limits) {
    InputFilter[] filters = filters((Http11InputBuffer) request.getInputBuffer());
    boolean replaced = false;
    for (int each = 0; each < filters.length; each++) {
      if (filters[each] instanceof ChunkedInputFilter) {
        filters[each] = new StrictTrailers(request, limits);
        replaced = true;
      }
    }
    if (!replaced) {
      throw new IllegalStateException("this container reads chunks in another way");
    }
  }

  private static InputFilter[] filters(Http11InputBuffer input) {
    try {
      Field filters = Http11InputBuffer.class.getDeclaredField("filterLibrary");
      filters.setAccessible(true);
      return (InputFilter[]) filters.get(input);
    } catch (ReflectiveOperationException another) {
      throw new IllegalStateException("this container reads bodies in another way", another);
    }
  }

  @Override
  public boolean fillHeaderBuffer() throws IOException {
    boolean more = super.fillHeaderBuffer();
    lines.look(getHeaderByteBuffer());
    return more;
  }

  @Override
  public void recycle() {
    super.recycle();
    lines.recycle();
  }
}
