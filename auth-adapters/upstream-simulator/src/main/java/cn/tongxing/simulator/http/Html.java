package cn.tongxing.simulator.http;

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

  /** A whole page that loads itself again every three seconds. */
  public static String refreshingPage(Call call, String title, String body) {
    return page(call, title, "<meta http-equiv=\"refresh\" content=\"3\">", body);
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
    <header><p class="ribbon">%s</p><p class="home"><a href="/">%s</a></p></header>
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
            chinese ? "上游模拟器" : "Upstream simulator",
            escape(title),
            body);
  }
}
