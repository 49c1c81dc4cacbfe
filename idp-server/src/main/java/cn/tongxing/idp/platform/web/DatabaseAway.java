package cn.tongxing.idp.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * PostgreSQL is away or too slow: no fault of the request, and worth another try in a moment. The
 * page says so, with status 503.
 */
@ControllerAdvice
class DatabaseAway {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseAway.class);

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    QueryTimeoutException.class,
    CannotCreateTransactionException.class
  })
  void answer(NestedRuntimeException away, HttpServletResponse response) throws IOException {
    LOG.warn("database away: {}", away.getMostSpecificCause().toString());
    response.setIntHeader(HttpHeaders.RETRY_AFTER, 10);
    response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }
}
