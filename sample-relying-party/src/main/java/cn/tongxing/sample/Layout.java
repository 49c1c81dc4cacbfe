package cn.tongxing.sample;

/** The page around an application's content. */
final class Layout {

  private Layout() {}

  static String page(Service service, String heading, String content) {
    return """
    <!doctype html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%6$s</title>
    <link rel="icon" href="/favicon.svg">
    <link rel="stylesheet" href="/app.css">
    </head>
    <body class="%5$s">
    <a class="skip" href="#main">跳到正文</a>
    <p class="ribbon">演示环境 · 数据均为虚构</p>
    <header><div class="wide"><a class="brand" href="/"><img src="/favicon.svg" alt="">%2$s</a><span class="office">%3$s</span></div></header>
    <main id="main" class="wide">
    <h1>%1$s</h1>
    %4$s
    </main>
    <footer><div class="wide">%3$s · 通行 示例应用</div></footer>
    </body>
    </html>
    """
        .formatted(
            Html.escape(heading),
            Html.escape(service.title()),
            Html.escape(service.office()),
            content,
            service.id(),
            Html.escape(tab(service, heading)));
  }

  /** The first page is called like the application: its title says whose it is. */
  private static String tab(Service service, String heading) {
    return heading + " - " + (heading.equals(service.title()) ? service.office() : service.title());
  }

  static String notice(String kind, String text) {
    return "<p class=\"notice %s\" role=\"status\">%s</p>".formatted(kind, Html.escape(text));
  }
}
