package cn.tongxing.idp.platform.web;

import io.lettuce.core.RedisException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Redis is full, away or too slow: what depends on it cannot be done now, which is no fault of the
 * request and nothing to fear for what is stored. The page says so, with status 503.
 */
@ControllerAdvice
class RedisRefuses {

  private static final Logger LOG = LoggerFactory.getLogger(RedisRefuses.class);

  @ExceptionHandler(RedisException.class)
  void answer(RedisException refusal, HttpServletResponse response) throws IOException {
    LOG.warn("Redis refuses: {}", refusal.toString());
    response.setIntHeader(HttpHeaders.RETRY_AFTER, 10);
    response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }
}
