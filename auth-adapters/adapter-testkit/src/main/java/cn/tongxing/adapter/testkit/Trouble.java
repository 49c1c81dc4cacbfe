package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.UpstreamHttp.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What can go wrong on the way to any upstream; none of it is the person's doing. */
enum Trouble {
  /** Nobody listens. */
  DOWN,
  /** No answer before the deadline. */
  SLOW,
  /** Status 502 and a page of the upstream's proxy. */
  ERROR_PAGE,
  /** Status 200 and nothing. */
  EMPTY,
  /** Status 200 and something else. */
  GARBAGE,
  /** The first half of the right answer. */
  TRUNCATED,
  /** More than the adapter wanted to read. */
  TOO_LONG;

  /** What the adapter sees in place of the true answer, for the troubles that have an answer. */
  Response instead(Response truth) {
    return switch (this) {
      case ERROR_PAGE -> page(502, "<html><body><h1>502 Bad Gateway</h1></body></html>");
      case EMPTY -> page(200, "");
      case GARBAGE -> page(200, "\u0000\ufffd{\"<?xml <<<&&&==");
      case TRUNCATED ->
          new Response(
              truth.status(),
              truth.headers(),
              Arrays.copyOf(truth.body(), truth.body().length / 2));
      case DOWN, SLOW, TOO_LONG -> truth;
    };
  }

  private static Response page(int status, String body) {
    return new Response(
        status,
        Map.of("content-type", List.of("text/html")),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
