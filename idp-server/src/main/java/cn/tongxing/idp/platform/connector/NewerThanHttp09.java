package cn.tongxing.idp.platform.connector;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Field;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Answers no HTTP/0.9. For a request line without a version the container sends a body alone: no
 * status, and none of the protecting headers. It also keeps in mind that it did, so that whoever
 * comes next, and whose request line cannot be read, gets the same. Here such a request is refused
 * like any other that is none, and each begins anew.
 *
 * <p>The container has no setting for it, so what it keeps in mind is set; where that is not
 * possible no request is answered.
 */
final class NewerThanHttp09 extends Http11Processor {

  private static final Field HTTP_09 = field();

  private NewerThanHttp09(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
    super(protocol, adapter);
  }

  static NewerThanHttp09 of(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
    var refusing = new Refusing(adapter);
    var processor = new NewerThanHttp09(protocol, refusing);
    refusing.processor = processor;
    return processor;
  }

  private static Field field() {
    try {
      Field http09 = Http11Processor.class.getDeclaredField("http09");
      http09.setAccessible(true);
      return http09;
    } catch (ReflectiveOperationException another) {
      throw otherContainer(another);
    }
  }

  private static IllegalStateException otherContainer(ReflectiveOperationException why) {
    return new IllegalStateException("this container knows versions in another way", why);
  }

  @Override
  public SocketState service(SocketWrapperBase<?> connection) throws IOException {
    boolean _ = isHttp09();
    return super.service(connection);
  }

  /** Asks, and forgets it: what is sent from here on has a status and headers. */
  private boolean isHttp09() {
    try {
      boolean was = HTTP_09.getBoolean(this);
      HTTP_09.setBoolean(this, false);
      return was;
    } catch (ReflectiveOperationException another) {
      throw otherContainer(another);
    }
  }

  private void refuse(Response response) {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    setErrorState(ErrorState.CLOSE_CLEAN, null);
  }

  /** Refuses before anybody looks at the request. */
  private static final class Refusing extends WholeAnswers {

    private @Nullable NewerThanHttp09 processor;

    Refusing(Adapter adapter) {
      super(adapter);
    }

    @Override
    public void service(Request request, Response response) throws Exception {
      TimedHttp11.served();
      // else it came by an upgrade of a connection that the processor has left since
      if (processor != null && processor.getRequest() == request && processor.isHttp09()) {
        processor.refuse(response);
      }
      super.service(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status)
        throws Exception {
      TimedHttp11.served();
      return super.asyncDispatch(request, response, status);
    }
  }
}
