package cn.tongxing.idp.outbound;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of a request. */
public sealed interface OutboundAnswer {

  /**
   * An answer, a redirect among them.
   *
   * @param headers names in lower case
   */
  record Received(int status, Map<String, List<String>> headers, byte[] body)
      implements OutboundAnswer {
    public Received {
      headers = Map.copyOf(headers);
    }

    /** Status and size only. */
    @Override
    public String toString() {
      return "HTTP " + status + ", " + body.length + " bytes";
    }
  }

  /**
   * No answer.
   *
   * @param explanation for the log and the operator; holds nothing of the request but its host
   */
  record Failed(Failure failure, String explanation) implements OutboundAnswer {}

  /** Why there is none. */
  enum Failure {
    /** The scheme or an address of the host is not allowed; nothing was connected to. */
    ADDRESS_REFUSED,
    /** The name service knows no such host. */
    UNKNOWN_HOST,
    /** The certificate is not trusted, is for another name, or no protocol is shared. */
    TLS,
    /** Nobody listens there, or the connection broke. */
    CONNECTION,
    /** The time was over. */
    TIMEOUT,
    /** What came is not HTTP/1.1. */
    NO_HTTP,
    /** The body is longer than the caller allows. */
    TOO_LONG;

    /** For records: {@code address-refused}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
