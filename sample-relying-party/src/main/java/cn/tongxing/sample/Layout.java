package cn.tongxing.sample;

/** The page around an application's content. */
final class Layout {

  private Layout() {}

  static String page(Language language, Service service, String heading, String content) {
    String title = service.title(language);
    String office = service.office(language);
    // the first page is called like the application: its title says whose it is
    String tab = heading + " - " + (heading.equals(title) ? office : title);
    return """
    <!doctype html>
    <html lang="%7$s">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%6$s</title>
    <link rel="icon" href="/favicon.svg">
    <link rel="stylesheet" href="/app.css">
    </head>
    <body class="%5$s">
    <a class="skip" href="#main">%8$s</a>
    <header><p class="ribbon">%9$s</p>
    <div class="wide"><a class="brand" href="/"><img src="/favicon.svg" alt="">%2$s</a><span class="office">%3$s</span></div></header>
    <main id="main" class="wide">
    <h1>%1$s</h1>
    %4$s
    </main>
    <footer><div class="wide">%3$s · %10$s</div></footer>
    </body>
    </html>
    """
        .formatted(
            Html.escape(heading),
            Html.escape(title),
            Html.escape(office),
            content,
            service.id(),
            Html.escape(tab),
            language.tag(),
            language.say("跳到正文", "跳到正文", "Skip to content"),
            language.say(
                "演示环境 · 数据均为虚构", "示範環境 · 資料均為虛構", "Demonstration · all data are fictitious"),
            language.say("通行 示例应用", "通行 範例應用", "Tongxing sample application"));
  }

  static String notice(Service.Notice notice) {
    return "<p class=\"notice %s\" role=\"status\">%s</p>"
        .formatted(notice.done() ? "good" : "bad", Html.escape(notice.text()));
  }
}
