package cn.tongxing.idp.platform.connector;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 that reads longer headers than are answered. The container ends a stream whose headers are
 * too long or too many without a word, so that a browser shows its own error and the log nothing;
 * what is read up to here is answered with 431 in our own words, as in HTTP/1.1. The limits are
 * wide of a browser whose cookies have grown (in HTTP/2 each is a field of its own, RFC 9113
 * 8.2.3), and narrow enough for whoever only wants to fill memory.
 */
final class WideHttp2 extends Http2Protocol {

  /** Bytes of the fields of one request. */
  private static final int LONGEST = 128 * 1024;

  private static final int MOST = 1000;

  WideHttp2() {
    setMaxHeaderCount(MOST);
  }

  @Override
  public int getMaxHeaderSize() {
    return LONGEST;
  }

  @Override
  public InternalHttpUpgradeHandler getInternalUpgradeHandler(
      SocketWrapperBase<?> connection, Adapter adapter, @Nullable Request first) {
    return super.getInternalUpgradeHandler(connection, new WholeAnswers(adapter), first);
  }
}
