package cn.tongxing.idp.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The connection by which a request came. How long a silent line is waited for is the container's
 * to say; whoever has less time says so here, since a thread that waits is woken by nothing else.
 */
public interface OwnConnection {

  /** Attribute of a request that holds it; none with HTTP/2. */
  String ATTRIBUTE = "cn.tongxing.idp.connection";

  /** Milliseconds that the next bytes are waited for. */
  long patience();

  /** The same, from now on. */
  void patience(long millis);

  /** The one of a request, where it can be told. */
  static Optional<OwnConnection> of(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(ATTRIBUTE))
        .filter(OwnConnection.class::isInstance)
        .map(OwnConnection.class::cast);
  }
}
