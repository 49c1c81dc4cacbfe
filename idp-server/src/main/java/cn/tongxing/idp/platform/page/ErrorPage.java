package cn.tongxing.idp.platform.page;

import java.util.List;

/**
 * View {@code error}: what happened, what to do next, and a number to quote.
 *
 * @param status HTTP status of the answer
 * @param wording which text of the catalogue: {@code error.<wording>.title} and {@code .body}
 * @param trace the number, also in the log
 */
public record ErrorPage(int status, String wording, String trace) {

  private static final List<Integer> WORDED = List.of(400, 403, 404, 405, 413, 421, 429, 500, 503);

  static ErrorPage of(int status, String trace) {
    int worded = WORDED.contains(status) ? status : status >= 500 ? 500 : 400;
    return new ErrorPage(status, Integer.toString(worded), trace);
  }
}
