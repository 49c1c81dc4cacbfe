package cn.tongxing.sample;

import cn.tongxing.sdk.Level;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says who is signed in, at which level and how. */
final class Greeting {

  private static final Map<String, String> WAYS = Map.of("urn:tongxing:method:police", "公安实名认证");
  private static final Map<String, String> FACTORS =
      Map.of(
          "sms", "短信验证码",
          "pwd", "密码",
          "hwk", "通行密钥",
          "swk", "通行密钥",
          "face", "人脸",
          "cn_wangzheng", "国家网络身份认证");
  private static final Map<Integer, String> IDENTITY =
      Map.of(
          1, "一级：尚未核对身份",
          2, "二级：姓名和证件号码已核对",
          3, "三级：身份已核对，并确认由您本人持有",
          4, "四级：已与可信照片比对，确认是您本人",
          5, "五级：已当面核验，或持有国家颁发的证书");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

  private Greeting() {}

  static String html(AppSession.SignedIn who, AppSession session) {
    String level = who.citizen().level().map(Greeting::level).orElse("未说明");
    String methods = methods(who);
    return """
    <section class="card who">
    <h2 id="greeting">您好，<span data-name>%s</span></h2>
    <dl>
    <div><dt>身份级别</dt><dd data-level>%s</dd></div>
    <div><dt>登录方式</dt><dd data-method>%s</dd></div>
    <div><dt>登录时间</dt><dd>%s</dd></div>
    </dl>
    <form method="post" action="/logout">
    <input type="hidden" name="form_token" value="%s">
    <button class="quiet" id="logout">退出登录</button>
    </form>
    </section>
    """
        .formatted(
            Html.escape(who.name()),
            Html.escape(level),
            Html.escape(methods.isEmpty() ? "未说明" : methods),
            TIME.format(who.citizen().authenticatedAt()),
            session.formToken());
  }

  /** The way first, then the factors: {@code amr} names both. */
  private static String methods(AppSession.SignedIn who) {
    List<String> amr = who.citizen().methods();
    return Stream.of(WAYS, FACTORS)
        .flatMap(names -> amr.stream().filter(names::containsKey).map(names::get))
        .distinct()
        .collect(Collectors.joining(" + "));
  }

  static String loginForm(AppSession session) {
    return """
    <form method="post" action="/login" class="login">
    <input type="hidden" name="form_token" value="%s">
    <button id="login">用统一身份认证登录</button>
    <p class="hint">第一次来也点这里：核验身份就是注册，不用另外开户。</p>
    </form>
    """
        .formatted(session.formToken());
  }

  private static String level(Level level) {
    return "P%d · %s".formatted(level.identity(), IDENTITY.get(level.identity()));
  }
}
