package cn.tongxing.idp.platform.connector;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Requests that the container would refuse by itself go the way of all others, so that whoever
 * reports errors has the last word: with HTTP/2 it only notes a malformed one and sends a bare
 * status, without the protecting headers and without a line in our log.
 */
class WholeAnswers implements Adapter {

  private static final byte[] ROOT = {'/'};

  private final Adapter container;

  WholeAnswers(Adapter container) {
    this.container = container;
  }

  /** That nothing of a request is to be looked at but its refusal. */
  private static boolean isRefused(Response response) {
    return response.getStatus() >= 400 && !response.isCommitted() && !response.isError();
  }

  @Override
  public void service(Request request, Response response) throws Exception {
    asksAboutAll(request);
    container.service(request, response);
  }

  /**
   * {@code OPTIONS *} (RFC 9110 9.3.7) would be answered by the container itself, for any host and
   * without our headers. What all of the server can is what its root can.
   */
  private static void asksAboutAll(Request request) {
    if (request.requestURI().equals("*") && "OPTIONS".equals(request.getMethod())) {
      request.requestURI().setBytes(ROOT, 0, ROOT.length);
    }
  }

  @Override
  public void log(Request request, Response response, long time) {
    if (!isRefused(response)) {
      container.log(request, response, time);
      return;
    }
    response.setError();
    try {
      service(request, response);
    } catch (Exception failed) { // as where the container serves: the connection is as good as gone
      throw new IllegalStateException("a refusal could not be answered", failed);
    }
  }

  @Override
  public boolean prepare(Request request, Response response) throws Exception {
    return container.prepare(request, response);
  }

  @Override
  public boolean asyncDispatch(Request request, Response response, SocketEvent status)
      throws Exception {
    return container.asyncDispatch(request, response, status);
  }

  @Override
  public void checkRecycled(Request request, Response response) {
    container.checkRecycled(request, response);
  }

  @Override
  public String getDomain() {
    return container.getDomain();
  }
}
