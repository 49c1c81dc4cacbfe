package cn.tongxing.simulator.sms;

import static cn.tongxing.simulator.http.Html.escape;

import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Html;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.sms.SmsInbox.SmsMessage;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The inbox as a page for people and as JSON for tests. */
public final class SmsPages {

  private static final int SHOWN = 30;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private final SmsInbox inbox;

  /** Pages over an inbox. */
  public SmsPages(SmsInbox inbox) {
    this.inbox = inbox;
  }

  /** Adds the routes. */
  public void register(Router router) {
    router.on("GET", "/sms", this::page);
    router.on("GET", "/sms/messages", this::json);
  }

  private Reply json(Call call) {
    List<Map<String, String>> messages =
        inbox.to(call.query("phone")).stream().map(SmsPages::fields).toList();
    return Reply.json(200, JsonMapper.shared().writeValueAsString(Map.of("messages", messages)));
  }

  private static Map<String, String> fields(SmsMessage message) {
    return Map.of(
        "id", message.id(),
        "time", message.time().toString(),
        "to", message.to(),
        "template", message.template(),
        "text", message.text(),
        "code", message.code().orElse(""));
  }

  private Reply page(Call call) {
    boolean chinese = call.chinese();
    String phone = call.query("phone");
    List<SmsMessage> messages = inbox.to(phone);
    StringBuilder body = new StringBuilder(4096);
    filter(body, phone, chinese);
    if (messages.isEmpty()) {
      body.append("<p class=\"card quiet\">")
          .append(
              chinese
                  ? "还没有短信。发送后会自动出现在这里，无需刷新。"
                  : "No messages yet. They appear here by themselves.")
          .append("</p>");
    }
    body.append("<ol class=\"inbox\">");
    messages.stream().limit(SHOWN).forEach(message -> message(body, message));
    body.append("</ol>");
    String title = chinese ? "短信收件箱" : "SMS inbox";
    return Reply.html(Html.refreshingPage(call, title, body.toString()));
  }

  private static void filter(StringBuilder body, String phone, boolean chinese) {
    body.append("<p class=\"filter\">");
    if (phone.isBlank()) {
      body.append(chinese ? "全部号码，最新在前" : "All phones, newest first");
    } else {
      body.append(chinese ? "只看 " : "Only ")
          .append("<strong>")
          .append(escape(phone))
          .append("</strong> · <a href=\"/sms\">")
          .append(chinese ? "全部号码" : "all phones")
          .append("</a>");
    }
    body.append("</p>");
  }

  private static void message(StringBuilder body, SmsMessage message) {
    body.append("<li class=\"card\"><p class=\"meta\"><a href=\"/sms?phone=")
        .append(escape(message.to().replace("+", "%2B")))
        .append("\">")
        .append(escape(message.to()))
        .append("</a> <time>")
        .append(TIME.format(message.time()))
        .append("</time></p>");
    message.code().ifPresent(code -> body.append("<p class=\"code\">").append(code).append("</p>"));
    body.append("<p class=\"text\">").append(escape(message.text())).append("</p></li>");
  }
}
