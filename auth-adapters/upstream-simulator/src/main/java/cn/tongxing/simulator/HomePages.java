package cn.tongxing.simulator;

import static cn.tongxing.simulator.http.Html.escape;

import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Html;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.RequestLog;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.population.CitizenTable;
import cn.tongxing.simulator.population.Population;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What a person sees who looks at the simulator: home, citizens, requests. */
final class HomePages {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private final Population population;
  private final RequestLog log;

  HomePages(Population population, RequestLog log) {
    this.population = population;
    this.log = log;
  }

  void register(Router router) {
    String css = resource("simulator.css");
    String script = resource("simulator.js");
    router.on("GET", "/", this::home);
    router.on("GET", "/citizens", this::citizens);
    router.on(
        "GET",
        "/citizens.txt",
        call -> Reply.ok("text/plain; charset=utf-8", CitizenTable.text(population)));
    router.on("GET", "/requests", this::requests);
    router.on("GET", "/simulator.css", call -> Reply.ok("text/css; charset=utf-8", css));
    router.on("GET", "/simulator.js", call -> Reply.ok("text/javascript; charset=utf-8", script));
    router.on("GET", "/favicon.ico", call -> Reply.of(204, "image/x-icon", ""));
  }

  private static String resource(String name) {
    try (InputStream in = Router.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Reply home(Call call) {
    boolean chinese = call.chinese();
    StringBuilder body = new StringBuilder(2048);
    body.append("<p>")
        .append(
            chinese
                ? "在本机扮演公安、国家网络身份、短信网关等上游，供演示和测试使用。"
                : "Plays the register, the national network identity and the SMS provider on this"
                    + " machine, for demonstrations and tests.")
        .append("</p><ul class=\"tiles\">");
    if (chinese) {
      tile(body, "/sms", "短信收件箱", "验证码发到这里");
      tile(body, "/cyber", "国家网络身份 App", "在电脑上确认二维码里的请求");
      tile(body, "/citizens", "虚构人物", "姓名、号码，各能试出什么");
      tile(body, "/faults", "故障开关", "停机、缓慢、错误签名……");
      tile(body, "/requests", "请求记录", "最近 200 次调用，不含内容");
    } else {
      tile(body, "/sms", "SMS inbox", "codes arrive here");
      tile(
          body,
          "/cyber",
          "National network identity app",
          "confirm what a QR code asks, on this PC");
      tile(body, "/citizens", "Citizens", "names, numbers, what each shows");
      tile(body, "/faults", "Fault switches", "down, slow, wrong signature and more");
      tile(body, "/requests", "Request log", "the latest 200 calls, without content");
    }
    body.append("</ul>");
    return Reply.html(Html.page(call, chinese ? "上游模拟器" : "Upstream simulator", body.toString()));
  }

  private static void tile(StringBuilder body, String href, String title, String hint) {
    body.append(
        "<li><a class=\"card\" href=\"%s\"><strong>%s</strong><span>%s</span></a></li>"
            .formatted(href, title, hint));
  }

  private Reply citizens(Call call) {
    boolean chinese = call.chinese();
    StringBuilder body = new StringBuilder(8192);
    body.append("<p>")
        .append(
            chinese
                ? "网证口令都是 <strong>12345678</strong>，只在认证方式要求时才问。纯文本见 "
                : "Everybody's credential password is <strong>12345678</strong>, asked for only where the mode demands it. As plain text: ")
        .append("<a href=\"/citizens.txt\">citizens.txt</a></p><ul class=\"people\">");
    for (SyntheticPerson person : population.everybody()) {
      body.append(
          """
          <li class="card"><p class="name">%s</p><p class="number">%s</p>\
          <p class="meta">%s</p><p>%s</p></li>\
          """
              .formatted(
                  escape(person.name()),
                  person.number(),
                  person.phone(),
                  escape(chinese ? person.shows() : person.showsInEnglish())));
    }
    body.append("</ul>");
    return Reply.html(Html.page(call, chinese ? "虚构人物" : "Citizens", body.toString()));
  }

  private Reply requests(Call call) {
    boolean chinese = call.chinese();
    StringBuilder body = new StringBuilder(8192);
    body.append("<table><thead><tr><th>")
        .append(chinese ? "时间</th><th>请求</th><th>状态" : "Time</th><th>Request</th><th>Status")
        .append("</th></tr></thead><tbody>");
    for (RequestLog.Entry entry : log.latest()) {
      body.append(
          "<tr><td>%s</td><td>%s %s</td><td>%s</td></tr>"
              .formatted(
                  TIME.format(entry.time()),
                  escape(entry.method()),
                  escape(entry.path()),
                  entry.status() == Reply.NO_ANSWER ? "–" : entry.status()));
    }
    body.append("</tbody></table>");
    String title = chinese ? "请求记录" : "Request log";
    return Reply.html(Html.refreshingPage(call, title, body.toString()));
  }
}
