package cn.tongxing.simulator.cyber;

import static cn.tongxing.simulator.http.Html.escape;

import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Html;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.population.Population;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.util.Optional;

/** The app as a web page: whose phone this is, whether they agree. */
final class CyberAppPages {

  static final String PATH = "/cyber/app";

  private final CyberApp app;
  private final Population population;
  private final CyberParties parties;

  CyberAppPages(CyberApp app, Population population, CyberParties parties) {
    this.app = app;
    this.population = population;
    this.parties = parties;
  }

  void register(Router router) {
    router.on("GET", PATH, this::ask);
    router.on("POST", PATH, this::decide);
  }

  private static String title(Call call) {
    return call.chinese() ? "国家网络身份认证（模拟）" : "National network identity (simulated)";
  }

  private Reply ask(Call call) {
    String bizSeq = call.query("bizSeq");
    if (!bizSeq.matches("[A-Za-z0-9]{32}") || !call.query("orgID").equals(parties.orgCode())) {
      return message(
          call,
          400,
          "二维码无效。请回到登录页重新获取。",
          "This code is not valid. Go back to the sign-in page and get a new one.");
    }
    if (app.decision(bizSeq).isPresent()) {
      return message(call, 200, "该二维码已经用过。", "This code has been used already.");
    }
    boolean chinese = call.chinese();
    StringBuilder body = new StringBuilder(8192);
    body.append(
        """
        <p>%s</p><form method="post" action="%s"><input type="hidden" name="bizSeq" value="%s">
        """
            .formatted(
                chinese
                    ? "“演示城市”请求确认您的身份。如果不是您本人操作，请点“拒绝”。"
                    : "“Demo City” asks to confirm your identity. If this is not your doing, refuse.",
                PATH,
                bizSeq));
    if (call.query("type").equals("1")) {
      body.append("<p><label for=\"password\">")
          .append(chinese ? "网证口令（都是 12345678）" : "Credential password (always 12345678)")
          .append("</label><input type=\"text\" inputmode=\"numeric\" autocomplete=\"off\"")
          .append(" id=\"password\" name=\"password\"></p>");
    }
    people(body, chinese);
    body.append(
        """
        <div class="actions"><button class="main" name="decision" value="agree">%s</button>
        <button name="decision" value="refuse">%s</button></div></form>
        """
            .formatted(chinese ? "同意" : "Agree", chinese ? "拒绝" : "Refuse"));
    return Reply.html(Html.page(call, title(call), body.toString()));
  }

  private void people(StringBuilder body, boolean chinese) {
    body.append("<fieldset class=\"card\"><legend>")
        .append(chinese ? "这是谁的手机？" : "Whose phone is this?")
        .append("</legend><div class=\"choices\">");
    String checked = " checked";
    for (SyntheticPerson person : population.everybody()) {
      body.append(
          """
          <label class="choice"><input type="radio" name="person" value="%s"%s>\
          <span>%s<small>%s</small></span></label>
          """
              .formatted(
                  person.id(),
                  checked,
                  escape(person.name()),
                  escape(chinese ? person.shows() : person.showsInEnglish())));
      checked = "";
    }
    body.append("</div></fieldset>");
  }

  private Reply decide(Call call) {
    String bizSeq = call.form("bizSeq");
    Optional<SyntheticPerson> person = population.find(call.form("person"));
    if (!bizSeq.matches("[A-Za-z0-9]{32}") || person.isEmpty()) {
      return message(call, 400, "请选择一位人物。", "Choose a person.");
    }
    boolean agrees = call.form("decision").equals("agree");
    boolean first =
        agrees ? app.agree(bizSeq, person.get(), call.form("password")) : app.refuse(bizSeq);
    if (!first) {
      return message(call, 409, "该二维码已经用过。", "This code has been used already.");
    }
    return agrees
        ? message(
            call,
            200,
            "已同意。请回到登录页，它会自动继续。",
            "Agreed. Go back to the sign-in page; it goes on by itself.")
        : message(call, 200, "已拒绝。", "Refused.");
  }

  private static Reply message(Call call, int status, String chinese, String english) {
    String text = call.chinese() ? chinese : english;
    String page = Html.page(call, title(call), "<p class=\"card\">" + text + "</p>");
    return Reply.of(status, "text/html; charset=utf-8", page);
  }
}
