package cn.tongxing.idp.platform.connector;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.http.MimeHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a request that can be read in two ways: lines that end in a line feed alone (RFC 9112
 * 2.2) and headers folded over several lines (RFC 9112 5.2). The container takes both; a proxy in
 * front may take them for something else, and then one of the two sees a request that the other
 * does not.
 *
 * <p>The container keeps the bytes of the head while it serves the request. It moves the parts of a
 * folded header together, so what follows a value then is not the end of its line.
 */
final class OneReading extends ValveBase {

  private static final Logger LOG = LoggerFactory.getLogger(OneReading.class);

  OneReading() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    var coyote = request.getCoyoteRequest();
    if (coyote.getInputBuffer() instanceof Http11InputBuffer input
        && !isPlain(input.getHeaderByteBuffer(), coyote.getMimeHeaders())) {
      LOG.info("request refused: line feeds alone or folded headers");
      response.setHeader("Connection", "close");
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    getNext().invoke(request, response);
  }

  private static boolean isPlain(ByteBuffer head, MimeHeaders headers) {
    byte[] bytes = head.array();
    int end = head.position(); // of the head: nothing of the body has been read
    for (int at = 0; at < end; at++) {
      if (bytes[at] == '\n' && (at == 0 || bytes[at - 1] != '\r' || isBlank(bytes, at + 1, end))) {
        return false;
      }
    }
    for (int i = 0; i < headers.size(); i++) {
      ByteChunk value = headers.getValue(i).getByteChunk();
      if (value.getBytes() == bytes && !endsItsLine(bytes, value.getEnd(), end)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte[] bytes, int at, int end) {
    return at < end && (bytes[at] == ' ' || bytes[at] == '\t');
  }

  private static boolean endsItsLine(byte[] bytes, int from, int end) {
    int at = from;
    while (isBlank(bytes, at, end)) {
      at++;
    }
    return at + 1 < end && bytes[at] == '\r' && bytes[at + 1] == '\n';
  }
}
