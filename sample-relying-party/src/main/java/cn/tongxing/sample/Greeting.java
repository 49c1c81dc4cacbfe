package cn.tongxing.sample;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says who is signed in, at which level and how. */
final class Greeting {

  private record Words(String simplified, String traditional, String english) {
    String in(Language language) {
      return language.say(simplified, traditional, english);
    }
  }

  private static final Words UNKNOWN = new Words("未说明", "未說明", "not stated");
  private static final Words OTHER = new Words("其他方式", "其他方式", "Another way");
  private static final Words SMS = new Words("短信验证码", "簡訊驗證碼", "Code by text message");
  private static final Words PASSWORD = new Words("密码", "密碼", "Password");
  private static final Words PASSKEY = new Words("通行密钥", "密碼金鑰", "Passkey");

  /** How {@code amr} names a way. */
  private static final String METHOD = "urn:tongxing:method:";

  /** As the identity provider's own pages say it: one sign-in has one name. */
  private static final Map<String, Words> WAYS =
      Map.of(
          "sms",
          SMS,
          "sms-fact",
          new Words(
              "短信验证码和证件号码后 6 位",
              "簡訊驗證碼和證件號碼後 6 位",
              "Code by text message and end of the document number"),
          "polled",
          new Words(
              "在另一部设备上确认和短信验证码",
              "在另一部裝置上確認和簡訊驗證碼",
              "Confirmed on another device, and a code by text message"),
          "polled-known",
          new Words(
              "在另一部设备上确认，本浏览器以前登录过",
              "在另一部裝置上確認，本瀏覽器以前登入過",
              "Confirmed on another device, in a browser that signed in before"),
          "ended",
          new Words("已移除的登录方式", "已移除的登入方式", "A way that was removed"),
          "password",
          PASSWORD,
          "passkey",
          PASSKEY,
          "police",
          new Words("公安实名认证", "公安實名認證", "Police identity check"),
          "police-network-identity",
          new Words("国家网络身份认证", "國家網路身分認證", "National network identity"));

  /** What an identity provider says that names no way. */
  private static final Map<String, Words> FACTORS =
      Map.of(
          "sms",
          SMS,
          "pwd",
          PASSWORD,
          "hwk",
          PASSKEY,
          "swk",
          PASSKEY,
          "face",
          new Words("人脸", "人臉", "Face"));

  /** As the identity provider's own pages say it. */
  private static final Map<Integer, Words> LEVELS =
      Map.of(
          1, new Words("一级：尚未核对身份", "一級：尚未核對身分", "Level 1: identity not verified"),
          2,
              new Words(
                  "二级：姓名和证件号码已核对", "二級：姓名和證件號碼已核對", "Level 2: name and document number verified"),
          3,
              new Words(
                  "三级：身份已核对，并确认由您本人持有",
                  "三級：身分已核對，並確認由您本人持有",
                  "Level 3: verified, and confirmed to be yours"),
          4,
              new Words(
                  "四级：已与可信照片比对，确认是您本人",
                  "四級：已與可信任的照片比對，確認是您本人",
                  "Level 4: you were compared with a trusted portrait"),
          5,
              new Words(
                  "五级：已当面核验，或持有国家颁发的证书",
                  "五級：已當面驗證，或持有國家核發的憑證",
                  "Level 5: verified face to face, or by a state-issued certificate"));

  private Greeting() {}

  static String html(Language language, AppSession.SignedIn who, AppSession session, URI account) {
    return """
    <section class="card who" aria-labelledby="greeting">
    <h2 id="greeting">%s<span data-name>%s</span></h2>
    <dl>
    <div><dt>%s</dt><dd data-level>%s</dd></div>
    <div><dt>%s</dt><dd data-method>%s</dd></div>
    <div><dt>%s</dt><dd data-time>%s</dd></div>
    </dl>
    <p><a id="account" href="%s">%s</a></p>
    <form method="post" action="/logout">
    <input type="hidden" name="form_token" value="%s">
    <button class="quiet" id="logout">%s</button>
    </form>
    </section>
    """
        .formatted(
            language.say("您好，", "您好，", "Hello, "),
            Html.escape(who.name()),
            language.say("身份级别", "身分級別", "Identity level"),
            who.citizen()
                .level()
                .map(level -> level(level.identity(), language))
                .orElse(UNKNOWN.in(language)),
            language.say("登录方式", "登入方式", "Signed in by"),
            methods(language, who.citizen().methods()),
            language.say("登录时间", "登入時間", "Signed in at"),
            language
                .minute()
                .format(who.citizen().authenticatedAt().atZone(ZoneId.of("Asia/Shanghai"))),
            Html.escape(account.toString()),
            language.say("我的账号", "我的帳號", "My account"),
            session.formToken(),
            language.say("退出登录", "登出", "Sign out"));
  }

  /** A level of identity, 1 to 5, in the words of the identity provider. */
  static String level(int identity, Language language) {
    return LEVELS.getOrDefault(identity, UNKNOWN).in(language);
  }

  /** The ways gone ({@code amr} names them beside the factors), each once. */
  static String methods(Language language, List<String> amr) {
    List<Words> ways =
        amr.stream()
            .filter(each -> each.startsWith(METHOD))
            .map(each -> WAYS.getOrDefault(each.substring(METHOD.length()), OTHER))
            .toList();
    List<Words> said =
        ways.isEmpty()
            ? amr.stream().filter(FACTORS::containsKey).map(FACTORS::get).toList()
            : ways;
    return said.isEmpty()
        ? UNKNOWN.in(language)
        : said.stream()
            .map(words -> words.in(language))
            .distinct()
            .collect(Collectors.joining(" + "));
  }

  static String loginForm(Language language, AppSession session) {
    return """
    <form method="post" action="/login" class="login">
    <input type="hidden" name="form_token" value="%s">
    <button id="login">%s</button>
    <p class="hint">%s</p>
    </form>
    """
        .formatted(
            session.formToken(),
            language.say("用统一身份认证登录", "使用統一身分驗證登入", "Sign in with the city's identity service"),
            language.say(
                "第一次来也点这里：核验身份就是注册，不用另外开户。",
                "第一次來也點這裡：驗證身分就是註冊，不用另外開戶。",
                "New here? The same button: verifying who you are opens the account."));
  }
}
