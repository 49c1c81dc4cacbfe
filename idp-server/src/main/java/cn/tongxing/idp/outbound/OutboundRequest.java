package cn.tongxing.idp.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One request to somebody else's server.
 *
 * @param headers without {@code Host} and {@code Content-Length}: those follow from the rest
 * @param body empty for none
 * @param limit for everything from the name service to the last byte of the body
 * @param maxBytes of the answer's body; a longer one is a failure. With {@link #STATUS_ONLY} the
 *     body is not read, however long it is
 */
public record OutboundRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    byte[] body,
    Duration limit,
    int maxBytes) {

  /** For callers who need the status and nothing else. */
  public static final int STATUS_ONLY = 0;

  public OutboundRequest {
    headers = Map.copyOf(headers);
    if (!limit.isPositive() || maxBytes < 0) {
      throw new IllegalArgumentException("a request has a time and a size");
    }
  }

  /** Without headers, query and body: they hold secrets and personal data. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }
}
