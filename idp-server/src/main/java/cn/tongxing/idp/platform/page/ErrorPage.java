package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.LastApplication.Application;
import java.util.List;

/**
 * View {@code error}: what happened, what to do next, and a number to quote.
 *
 * @param status HTTP status of the answer
 * @param wording which text of the catalogue: {@code error.<wording>.title}
 * @param body its key; where a form was sent off and the fault is ours, nobody knows what became of
 *     it, and the text says so
 * @param last where this browser was going last; blank where that is not known, and on an address
 *     that is not ours, which names nobody
 * @param trace the number, also in the log
 */
public record ErrorPage(int status, String wording, String body, Application last, String trace) {

  private static final List<Integer> WORDED = List.of(400, 403, 404, 405, 413, 421, 429, 500, 503);

  /**
   * Of an answer.
   *
   * @param sent whether a form was sent off, and not a page asked for
   */
  static ErrorPage of(int status, boolean sent, Application last, String trace) {
    int worded = WORDED.contains(status) ? status : status >= 500 ? 500 : 400;
    String body = "error." + worded + ".body" + (sent && worded >= 500 ? ".sent" : "");
    Application known = status == 421 ? Application.UNKNOWN : last;
    return new ErrorPage(status, Integer.toString(worded), body, known, trace);
  }
}
