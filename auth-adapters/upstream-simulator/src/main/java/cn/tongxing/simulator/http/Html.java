package cn.tongxing.simulator.http;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The frame of the simulator's pages. */
public final class Html {

  private Html() {}

  /** Text made safe between tags and inside quoted attributes. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> safe.appendCodePoint(point);
          }
        });
    return safe.toString();
  }

  /** A whole page that stays as it is. */
  public static String page(Call call, String title, String body) {
    return page(call, title, "", body);
  }

  /**
   * A whole page that shows by itself what is new, until the reader asks it to stay ({@code
   * stay=yes}, WCAG 2.2.2). By a script and not by loading the page again, which would take the
   * reader's place away (WCAG 2.2.1).
   */
  public static String refreshingPage(Call call, String title, String body) {
    return refreshingPage(call, title, body, "");
  }

  /** The same with a part below that stays, as what is being typed should. */
  public static String refreshingPage(Call call, String title, String body, String below) {
    boolean stays = call.query("stay").equals("yes");
    String words =
        call.chinese()
            ? stays ? "恢复自动刷新" : "停止自动刷新"
            : stays ? "Refresh by itself again" : "Stop refreshing";
    String link =
        "<p class=\"quiet\"><a href=\"%s?%s\">%s</a></p>"
            .formatted(call.path(), escape(withStay(call, !stays)), words);
    String head = stays ? "" : "<script src=\"/simulator.js\" defer></script>";
    return page(call, title, head, link + "<div id=\"fresh\">" + body + "</div>" + below);
  }

  private static String withStay(Call call, boolean stay) {
    String query = Objects.requireNonNullElse(call.uri().getRawQuery(), "");
    String others =
        Stream.of(query.split("&"))
            .filter(pair -> !pair.isEmpty() && !pair.startsWith("stay="))
            .map(pair -> pair + "&")
            .collect(Collectors.joining());
    return stay ? others + "stay=yes" : others;
  }

  private static String page(Call call, String title, String head, String body) {
    boolean chinese = call.chinese();
    return """
    <!doctype html>
    <html lang="%s">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    %s
    <title>%s</title>
    <link rel="stylesheet" href="/simulator.css">
    </head>
    <body>
    <header><p class="ribbon">%s</p>%s<p class="home"><a href="/">%s</a></p></header>
    <main>
    <h1>%s</h1>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(
            chinese ? "zh-CN" : "en",
            head,
            escape(title),
            chinese ? "演示环境 · 人物均为虚构" : "Demonstration · all persons are fictitious",
            banner(call),
            chinese ? "上游模拟器" : "Upstream simulator",
            escape(title),
            body);
  }

  private static String banner(Call call) {
    String text = call.banner().in(call.chinese());
    return text.isEmpty()
        ? ""
        : "<p class=\"alarm\" role=\"status\"><a href=\"/faults\">" + escape(text) + "</a></p>";
  }
}
