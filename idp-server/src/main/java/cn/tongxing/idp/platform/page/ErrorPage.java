package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.LastApplication.Application;
import java.util.List;

/**
 * View {@code error}: what happened, what to do next, and a number to quote.
 *
 * @param status HTTP status of the answer
 * @param wording which text of the catalogue: {@code error.<wording>.title} and {@code .body}
 * @param application where this browser was going last; blank where that is not known
 * @param home of that application; blank where that is not known
 * @param trace the number, also in the log
 */
public record ErrorPage(int status, String wording, String application, String home, String trace) {

  private static final List<Integer> WORDED = List.of(400, 403, 404, 405, 413, 421, 429, 500, 503);

  static ErrorPage of(int status, Application last, String trace) {
    int worded = WORDED.contains(status) ? status : status >= 500 ? 500 : 400;
    return new ErrorPage(status, Integer.toString(worded), last.name(), last.home(), trace);
  }
}
