package cn.tongxing.adapter.spi;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * HTTP to an upstream. Connects only to hosts of the adapter's egress list, never follows a
 * redirect, reads at most the given number of bytes. Safe for concurrent use.
 */
public interface UpstreamHttp {

  /**
   * Sends one request and waits for the whole answer, whatever its status.
   *
   * @param deadline when to give up: use {@link StepContext#deadline()} or earlier
   * @throws IOException if the host is not on the egress list, cannot be reached, answers too late
   *     or says more than {@link Request#maxBytes()}
   */
  Response send(Request request, Instant deadline) throws IOException;

  /**
   * One request.
   *
   * @param maxBytes most bytes of the answer's body to read
   */
  record Request(String method, URI uri, Map<String, String> headers, byte[] body, int maxBytes) {

    /** Enough for every upstream's answer that holds no picture. */
    public static final int DEFAULT_MAX_BYTES = 64 * 1024;

    public Request {
      headers = Map.copyOf(headers);
    }

    /** A POST that reads at most {@link #DEFAULT_MAX_BYTES}. */
    public static Request post(URI uri, String contentType, byte[] body) {
      return new Request("POST", uri, Map.of("Content-Type", contentType), body, DEFAULT_MAX_BYTES);
    }

    /** A GET that reads at most {@link #DEFAULT_MAX_BYTES}. */
    public static Request get(URI uri) {
      return new Request("GET", uri, Map.of(), new byte[0], DEFAULT_MAX_BYTES);
    }

    /** Without header values, query and body: they hold secrets and personal data. */
    @Override
    public String toString() {
      return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
  }

  /** One answer. Header names are in lower case. */
  record Response(int status, Map<String, List<String>> headers, byte[] body) {
    public Response {
      headers = Map.copyOf(headers);
    }

    /** Status and size only. */
    @Override
    public String toString() {
      return "HTTP " + status + ", " + body.length + " bytes";
    }
  }
}
