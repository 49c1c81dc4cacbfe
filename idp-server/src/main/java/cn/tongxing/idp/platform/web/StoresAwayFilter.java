package cn.tongxing.idp.platform.web;

import io.lettuce.core.RedisException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * PostgreSQL or Redis is away, full or too slow: no fault of the request, nothing to fear for what
 * is stored, and worth another try in a moment. Pages and endpoints alike say so, with status 503.
 */
final class StoresAwayFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(StoresAwayFilter.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException failure) {
      Optional<Throwable> away = away(failure);
      if (away.isEmpty() || response.isCommitted()) {
        throw failure;
      }
      LOG.warn("PostgreSQL or Redis is away: {}", away.get().toString());
      response.setIntHeader(HttpHeaders.RETRY_AFTER, 10);
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private static Optional<Throwable> away(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(StoresAwayFilter::isAway)
        .findFirst();
  }

  private static boolean isAway(Throwable cause) {
    return cause instanceof DataAccessResourceFailureException
        || cause instanceof QueryTimeoutException
        || cause instanceof CannotCreateTransactionException
        || cause instanceof RedisException;
  }
}
