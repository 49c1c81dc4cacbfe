package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.LastApplication;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers what went wrong outside of any handler: a page for a browser, Problem Details (RFC 9457)
 * for a program. Neither says anything of the cause; both carry the number under which the log
 * does.
 */
@Controller
@RequestMapping("${spring.web.error.path:${error.path:/error}}")
final class PageErrorController implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(PageErrorController.class);

  private final LastApplication last;
  private final SecureRandom random;

  PageErrorController(LastApplication last, SecureRandom random) {
    this.last = last;
    this.random = random;
  }

  @RequestMapping(produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView page(HttpServletRequest request, HttpServletResponse response) {
    int status = status(request);
    response.setHeader("Cache-Control", "no-store");
    ModelAndView page = new ModelAndView("error");
    page.setStatus(HttpStatus.valueOf(status));
    page.addObject(
        "page", ErrorPage.of(status, isSent(request), last.of(request), note(request, status)));
    return page;
  }

  @RequestMapping
  ResponseEntity<ProblemDetail> problem(HttpServletRequest request, HttpServletResponse response) {
    int status = status(request);
    response.setHeader("Cache-Control", "no-store");
    ProblemDetail problem = ProblemDetail.forStatus(status);
    Map<String, Object> more = new LinkedHashMap<>(Map.of("trace", note(request, status)));
    if (status == 500 && isProtocols(request)) {
      more.put("error", "server_error"); // what a client of the protocol reads
    }
    problem.setProperties(more);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** The dispatch to here is a GET, whatever was asked. */
  private static boolean isSent(HttpServletRequest request) {
    Object asked = request.getAttribute(RequestDispatcher.ERROR_METHOD);
    return !Set.of("GET", "HEAD")
        .contains(asked instanceof String method ? method : request.getMethod());
  }

  private static boolean isProtocols(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
        .startsWith("/oauth2/");
  }

  /** An address of its own, asked for directly, is a page that does not exist. */
  private static int status(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code) {
      return HttpStatus.resolve(code) == null ? 500 : code;
    }
    return 404;
  }

  /** The number of the request, with a line in the log if the fault is ours. */
  private String note(HttpServletRequest request, int status) {
    String trace = Optional.ofNullable(MDC.get("traceId")).orElseGet(this::newTrace);
    Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    // whoever answers 503 on purpose has said why, once, and may be flooded
    if (status >= 500 && !(status == 503 && cause == null)) {
      LOG.error(
          "request failed: status {}, trace {}",
          status,
          trace,
          cause instanceof Throwable failure ? failure : null);
    }
    return trace;
  }

  private String newTrace() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
