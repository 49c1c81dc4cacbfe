package cn.tongxing.simulator.cyber;

import static cn.tongxing.simulator.http.Html.escape;

import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Html;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The app's first page for whoever has no phone at hand: requests that wait, and a place for what a
 * QR code holds. The real app has a camera instead.
 */
final class CyberRequests {

  static final String PATH = "/cyber";

  private static final int CHECK_DIGITS = 4;
  private static final Pattern CODE =
      Pattern.compile(
          "(?:https?://(?:127\\.0\\.0\\.1|localhost):\\d+)?"
              + Pattern.quote(CyberAppPages.PATH)
              + "\\?([A-Za-z0-9=&%._:/-]+)");

  private final CyberApp app;
  private final CyberParties parties;

  CyberRequests(CyberApp app, CyberParties parties) {
    this.app = app;
    this.parties = parties;
  }

  void register(Router router) {
    router.on("GET", PATH, this::list);
  }

  /** What both screens show. */
  static String checkNumber(String bizSeq) {
    return bizSeq.substring(bizSeq.length() - CHECK_DIGITS);
  }

  private Reply list(Call call) {
    String typed = call.query("code").strip();
    Matcher code = CODE.matcher(typed);
    if (code.matches()) {
      return Reply.seeOther(CyberAppPages.PATH + "?" + code.group(1));
    }
    String title = call.chinese() ? "国家网络身份 App（模拟）" : "National network identity app (simulated)";
    return Reply.html(Html.refreshingPage(call, title, waiting(call), form(call.chinese(), typed)));
  }

  private String waiting(Call call) {
    boolean chinese = call.chinese();
    List<String> open = app.waiting(CyberAppPages.phone(call).orElse(""));
    if (open.isEmpty()) {
      return "<p class=\"card\">"
          + (chinese
              ? "现在没有等待确认的请求。请在登录页选择“国家网络身份”，出现二维码后，请求会显示在这里。"
              : "No request waits. Choose the network identity at sign-in: once the QR code is"
                  + " shown, its request appears here.")
          + "</p>";
    }
    StringBuilder body = new StringBuilder(1024);
    body.append("<p>")
        .append(
            chinese
                ? "点开核对码与登录页一致的请求（等同于用手机扫码）："
                : "Open the one whose check number is that of the sign-in page (as scanning would):")
        .append("</p><ul class=\"tiles\">");
    for (String bizSeq : open) {
      body.append(
          """
          <li><a class="card" href="%s?bizSeq=%s&amp;orgID=%s&amp;appID=%s&amp;type=0">\
          <strong class="code">%s</strong><span>%s</span></a></li>
          """
              .formatted(
                  CyberAppPages.PATH,
                  bizSeq,
                  parties.orgCode(),
                  parties.appId(),
                  checkNumber(bizSeq),
                  CyberParties.customer(chinese)
                      + " · "
                      + CyberAppPages.TIME.format(app.begun(bizSeq))));
    }
    return body.append("</ul>").toString();
  }

  private static String form(boolean chinese, String refused) {
    String wrong =
        chinese
            ? "这不是二维码的内容，应以 http://127.0.0.1:9001/cyber/app? 开头。"
            : "That is not what a code holds: it begins with http://127.0.0.1:9001/cyber/app?";
    return """
    <form class="card paste" method="get" action="%s"><p><label for="code">%s</label>
    <input type="text" id="code" name="code" autocomplete="off" value="%s"></p>%s
    <p><button class="main">%s</button></p></form>
    """
        .formatted(
            PATH,
            chinese ? "或粘贴二维码的内容（网址）" : "Or paste what the code holds (an address)",
            escape(refused),
            refused.isEmpty() ? "" : "<p class=\"alarm\" role=\"alert\">" + wrong + "</p>",
            chinese ? "打开" : "Open");
  }
}
