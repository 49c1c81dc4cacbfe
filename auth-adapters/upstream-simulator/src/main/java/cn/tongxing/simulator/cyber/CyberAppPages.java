package cn.tongxing.simulator.cyber;

import static cn.tongxing.simulator.http.Html.escape;

import cn.tongxing.simulator.cyber.CyberApp.Opening;
import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Html;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.population.Population;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The app as a web page: who asks, whether both screens show the same number, whose phone this is,
 * whether they agree. A phone is a browser, known by its cookie.
 */
final class CyberAppPages {

  static final String PATH = "/cyber/app";

  private static final Pattern PHONE = Pattern.compile("(?:^|; ?)cyber-phone=([0-9a-f]{32})");
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

  private final CyberApp app;
  private final Population population;
  private final CyberParties parties;
  private final SecureRandom random;

  CyberAppPages(CyberApp app, Population population, CyberParties parties, SecureRandom random) {
    this.app = app;
    this.population = population;
    this.parties = parties;
    this.random = random;
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
    String phone = phone(call).orElseGet(this::newPhone);
    Opening opening = app.open(bizSeq, phone);
    return switch (opening) {
      case ASKED -> keeping(phone, Reply.html(question(call, bizSeq)));
      case ON_ANOTHER_PHONE, DECIDED, EXPIRED -> gone(call, opening);
    };
  }

  static Optional<String> phone(Call call) {
    Matcher cookie = PHONE.matcher(call.header("cookie"));
    return cookie.find() ? Optional.of(cookie.group(1)) : Optional.empty();
  }

  private String newPhone() {
    byte[] fresh = new byte[16];
    random.nextBytes(fresh);
    return HexFormat.of().formatHex(fresh);
  }

  private static Reply keeping(String phone, Reply reply) {
    Map<String, String> headers = new HashMap<>(reply.headers());
    headers.put("Set-Cookie", "cyber-phone=" + phone + "; Path=/cyber; HttpOnly; SameSite=Lax");
    return new Reply(reply.status(), reply.contentType(), reply.body(), headers);
  }

  private static Reply gone(Call call, Opening why) {
    return switch (why) {
      case EXPIRED ->
          message(
              call,
              410,
              "二维码已过期。请回到登录页重新开始。",
              "This code is too old. Go back to the sign-in page and get a new one.");
      case ON_ANOTHER_PHONE ->
          message(
              call,
              409,
              "该二维码已在另一部手机上打开。如果不是您本人操作，请忽略。",
              "Another phone has opened this code. If that was not you, do nothing.");
      case ASKED, DECIDED -> message(call, 409, "该二维码已经用过。", "This code has been used already.");
    };
  }

  private String question(Call call, String bizSeq) {
    boolean chinese = call.chinese();
    StringBuilder body = new StringBuilder(8192);
    body.append(
        """
        <form method="post" action="%s"><input type="hidden" name="bizSeq" value="%s">
        <input type="hidden" name="callback" value="%s">
        """
            .formatted(PATH, bizSeq, escape(call.query("callback"))));
    facts(body, bizSeq, chinese);
    if (call.query("type").equals("1")) {
      body.append("<p><label for=\"password\">")
          .append(chinese ? "网证口令（都是 12345678）" : "Credential password (always 12345678)")
          .append("</label><input type=\"text\" inputmode=\"numeric\" autocomplete=\"off\"")
          .append(" id=\"password\" name=\"password\"></p>");
    }
    people(body, chinese);
    body.append(
        """
        <div class="actions"><button name="decision" value="refuse">%s</button>
        <button class="main" name="decision" value="agree">%s</button></div></form>
        """
            .formatted(chinese ? "拒绝" : "Refuse", chinese ? "同意" : "Agree"));
    return Html.page(call, title(call), body.toString());
  }

  /** What a person needs to see that somebody else's code was put before them. */
  private void facts(StringBuilder body, String bizSeq, boolean chinese) {
    String number = CyberRequests.checkNumber(bizSeq);
    String time = TIME.format(app.begun(bizSeq));
    body.append(
        """
        <div class="card"><p>%s</p><p class="quiet">%s</p>
        <p class="code" id="check-number">%s</p><p class="on">%s</p></div>
        """
            .formatted(
                chinese
                    ? "“" + CyberParties.customer(true) + "”请求确认您的身份，发起时间 " + time + "。"
                    : "“"
                        + CyberParties.customer(false)
                        + "” asks to confirm your identity, since "
                        + time
                        + ".",
                chinese ? "核对码，应与网页上的一样：" : "Check number, must be the one on the web page:",
                number,
                chinese
                    ? "只有您自己正在该网站上办事，才点“同意”。二维码是别人发来的、核对码不一样的，请点“拒绝”。"
                    : "Agree only if you are on that site yourself right now. If somebody sent you"
                        + " the code, or the number differs, refuse."));
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
    Opening opening = app.open(bizSeq, phone(call).orElseGet(this::newPhone));
    if (opening != Opening.ASKED) {
      return gone(call, opening);
    }
    boolean agrees = call.form("decision").equals("agree");
    boolean first =
        agrees ? app.agree(bizSeq, person.get(), call.form("password")) : app.refuse(bizSeq);
    if (!first) {
      return gone(call, Opening.DECIDED);
    }
    if (agrees && isReturnAddress(call.form("callback"))) {
      return returning(call, bizSeq);
    }
    return agrees
        ? message(
            call,
            200,
            "已同意。请回到登录页，它会自动继续。",
            "Agreed. Go back to the sign-in page; it goes on by itself.")
        : message(call, 200, "已拒绝，没有提供任何信息。", "Refused. Nothing about you was handed over.");
  }

  /** Only an address of the customer's site; a real service knows it. */
  private static boolean isReturnAddress(String callback) {
    return callback.matches("https?://[^/?#@]+/sign-in/callback/[A-Za-z0-9_-]+");
  }

  /** The app was opened on this phone: it brings its answer back to the page that opened it. */
  private Reply returning(Call call, String bizSeq) {
    CyberApp.Decision.Agreed agreed = (CyberApp.Decision.Agreed) app.decision(bizSeq).orElseThrow();
    String address =
        call.form("callback")
            + "?resultCode="
            + CyberCode.OK.code()
            + "&bizSeq="
            + bizSeq
            + "&idCardAuthData="
            + URLEncoder.encode(agreed.idCardAuthData(), StandardCharsets.UTF_8)
            + "&certPwdData="
            + URLEncoder.encode(agreed.certPwdData(), StandardCharsets.UTF_8);
    String body =
        """
        <p class="card">%s</p>
        <p class="actions"><a class="main" id="return" href="%s">%s</a></p>
        """
            .formatted(
                call.chinese() ? "已同意。" : "Agreed.",
                escape(address),
                call.chinese() ? "返回办事网站" : "Back to the site");
    return Reply.of(200, "text/html; charset=utf-8", Html.page(call, title(call), body));
  }

  private static Reply message(Call call, int status, String chinese, String english) {
    String text = call.chinese() ? chinese : english;
    String page = Html.page(call, title(call), "<p class=\"card\">" + text + "</p>");
    return Reply.of(status, "text/html; charset=utf-8", page);
  }
}
