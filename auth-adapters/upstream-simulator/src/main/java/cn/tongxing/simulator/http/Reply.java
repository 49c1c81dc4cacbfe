package cn.tongxing.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One answer.
 *
 * @param status HTTP status, or {@link #NO_ANSWER} to close the connection without a word
 */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

  /** Stands in for a status where the connection is to be closed unanswered. */
  public static final int NO_ANSWER = 0;

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** Status 200 with a text in UTF-8. */
  public static Reply ok(String contentType, String text) {
    return of(200, contentType, text);
  }

  /** Any status with a text in UTF-8. */
  public static Reply of(int status, String contentType, String text) {
    return new Reply(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** A page of the simulator's own. */
  public static Reply html(String page) {
    return ok("text/html; charset=utf-8", page);
  }

  /** A short message for people and logs. */
  public static Reply text(int status, String message) {
    return of(status, "text/plain; charset=utf-8", message + "\n");
  }

  /** JSON. */
  public static Reply json(int status, String json) {
    return of(status, "application/json; charset=utf-8", json);
  }

  /** Go on with a GET to a path of this server. */
  public static Reply seeOther(String path) {
    return new Reply(303, "text/plain; charset=utf-8", new byte[0], Map.of("Location", path));
  }

  /** The connection is closed without an answer. */
  public static Reply reset() {
    return new Reply(NO_ANSWER, "", new byte[0], Map.of());
  }
}
