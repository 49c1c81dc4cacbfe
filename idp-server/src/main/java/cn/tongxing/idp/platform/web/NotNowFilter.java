package cn.tongxing.idp.platform.web;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.keys.PasswordsBusy;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * PostgreSQL or Redis is away, full, read-only or too slow, too many passwords wait, or what is
 * stored was written by a later version of the server: no fault of the request, nothing to fear for
 * what is stored, and worth another try in a moment. Pages and endpoints alike say so, with status
 * 503; the log has a line for it and no stack. What is a fault of ours, such as a statement that
 * PostgreSQL does not understand, stays one.
 */
final class NotNowFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(NotNowFilter.class);

  private static final int RETRY_AFTER_SECONDS = 10;
  private static final int DEEPEST = 20;

  /**
   * No connection, no room, ended by the operator or by a limit, a broken disk; or a server that
   * only reads (25006), or has ended the session (25P03, 25P04). Appendix A of PostgreSQL's manual.
   */
  private static final Pattern STATES = Pattern.compile("(08|53|57|58)...|25006|25P0[34]");

  /** What Redis answers while it cannot, also from within a script. */
  private static final Pattern REDIS_STATES =
      Pattern.compile(
          "\\b(OOM|LOADING|READONLY|BUSY|MISCONF|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)\\b");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException failure) {
      Optional<Throwable> reason = reason(failure);
      if (reason.isEmpty() || response.isCommitted()) {
        throw failure;
      }
      LOG.warn("not now: {}", oneLine(reason.get()));
      response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private static Optional<Throwable> reason(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEEPEST)
        .filter(NotNowFilter::isNotNow)
        .findFirst();
  }

  private static boolean isNotNow(Throwable cause) {
    return switch (cause) {
      case PasswordsBusy _,
          OfLaterVersion _,
          DataAccessResourceFailureException _,
          TransientDataAccessException _,
          CannotCreateTransactionException _,
          TransactionSystemException _ ->
          true;
      case SQLException refusal -> STATES.matcher(String.valueOf(refusal.getSQLState())).matches();
      case RedisCommandExecutionException refusal ->
          REDIS_STATES.matcher(String.valueOf(refusal.getMessage())).find();
      case RedisException _ -> true;
      default -> false;
    };
  }

  private static String oneLine(Throwable reason) {
    return reason.toString().lines().findFirst().orElse("");
  }
}
