package cn.tongxing.idp.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last answer of the container, for requests that no filter of ours gets to see: headers that
 * are too large (431) or no HTTP (400). In our words, with the protecting headers, and with one
 * line in the log. In HTTP/2 the container reads more than that: what exceeds the limit of HTTP/1.1
 * is found here, before anything looks at it.
 */
final class UnreadableRequests extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadableRequests.class);
  private static final int HEADERS_TOO_LARGE = 431;
  private static final int LINES_A_MINUTE = 30;

  /** Method, version, and what stands between them and at their end. */
  private static final int REQUEST_LINE = 16;

  /** Colon, space and the end of a line. */
  private static final int SEPARATORS = 4;

  private static final String TOO_LARGE =
      StringManager.getManager("org.apache.coyote.http11")
          .getString("iib.requestheadertoolarge.error");

  private final SecurityHeadersFilter headers;
  private final Cache<String, AtomicInteger> lines =
      Caffeine.newBuilder().maximumSize(1000).expireAfterWrite(Duration.ofMinutes(1)).build();

  UnreadableRequests(SecurityHeadersFilter headers) {
    this.headers = headers;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    // without a protocol where the request line could not be read
    if ("HTTP/2.0".equals(request.getProtocol()) && isTooLarge(request)) {
      answer(request, response, HEADERS_TOO_LARGE, "HTTP/2");
    } else {
      super.invoke(request, response);
    }
  }

  /** By what the head would take in HTTP/1.1. */
  private static boolean isTooLarge(Request request) {
    int limit =
        request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> container
            ? container.getMaxHttpRequestHeaderSize()
            : Integer.MAX_VALUE;
    var head = request.getCoyoteRequest();
    MimeHeaders fields = head.getMimeHeaders();
    int size = head.requestURI().getLength() + head.queryString().getLength() + REQUEST_LINE;
    for (int each = 0; each < fields.size() && size <= limit; each++) {
      size += fields.getName(each).getLength() + fields.getValue(each).getLength() + SEPARATORS;
    }
    return size > limit;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    boolean tooLarge = failure != null && TOO_LARGE.equals(failure.getMessage());
    answer(
        request,
        response,
        tooLarge ? HEADERS_TOO_LARGE : status,
        failure == null ? "no reason given" : failure.getClass().getSimpleName());
  }

  private void answer(Request request, Response response, int status, String kind) {
    note(request, status, kind);
    response.setStatus(status);
    headers.protect(response);
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    byte[] page = page(status).getBytes(StandardCharsets.UTF_8);
    try {
      response.setContentLength(page.length);
      response.getOutputStream().write(page);
      response.finishResponse();
    } catch (IOException browserIsGone) {
      LOG.debug("nobody waited for the answer", browserIsGone);
    }
  }

  private void note(Request request, int status, String kind) {
    String address = String.valueOf(request.getRemoteAddr());
    if (lines.get(address, _ -> new AtomicInteger()).incrementAndGet() <= LINES_A_MINUTE) {
      LOG.info("unreadable request from {}: status {}, {}", address, status, kind);
    }
  }

  private static String page(int status) {
    return status == HEADERS_TOO_LARGE
        ? page(
            "请求太大",
            "链接太长，或浏览器为本站保存的数据太多。请清除本站的 Cookie，再从应用重新开始。",
            "The request is too large. Remove this site's cookies and begin again at the"
                + " application.")
        : page(
            "请求无法处理",
            "您的信息没有提交。请从应用重新开始。",
            "The request cannot be read. Begin again at the application.");
  }

  private static String page(String title, String text, String english) {
    return """
    <!DOCTYPE html>
    <html lang="zh-CN"><head><meta charset="UTF-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title></head>
    <body><main><h1>%s</h1><p>%s</p><p lang="en">%s</p></main></body></html>
    """
        .formatted(title, title, text, english);
  }
}
