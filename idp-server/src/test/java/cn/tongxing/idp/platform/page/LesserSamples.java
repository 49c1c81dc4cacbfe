package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.page.Instead;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.platform.page.PageSamples.Sample;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.error.Reason;
import cn.tongxing.idp.protocol.page.ConsentPage;
import cn.tongxing.idp.protocol.page.LogoutPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the pages look like on a worse day, and with nothing to say of what they mostly say. */
final class LesserSamples {

  private static final Reason UNREADABLE = FrontChannelError.LOGOUT_HINT_UNREADABLE.with();
  private static final Optional<LogoutPage.Flaw> FLAW =
      Optional.of(
          new LogoutPage.Flaw(UNREADABLE.code(), UNREADABLE.cause(), UNREADABLE.description()));

  private LesserSamples() {}

  static void addTo(Map<String, Sample> all, Way sms, Way police) {
    signingIn(all, sms, police);
    refusals(all, sms, police);
    withoutApp(all, sms);
    deadlines(all);
    leaving(all);
    everybodys(all);
  }

  private static void signingIn(Map<String, Sample> all, Way sms, Way police) {
    icons(all, sms, police);
    all.put("choose-method-demo", choice(List.of(sms), List.of(police), Optional.empty()));
    all.put(
        "phone-form-not-sent",
        signIn(
            "phone-form",
            new Page.PhoneForm(
                false, "sms", List.of(), "13800000000", until("phone.not-sent"), false)));
    all.put(
        "phone-form-another",
        signIn(
            "phone-form",
            new Page.PhoneForm(
                false,
                "sms",
                List.of(),
                "13800000000",
                Optional.of(new Problem("phone.change.same", List.of(), "phone")),
                true)));
    all.put("not-mine", signIn("not-mine", new Page.NotMine(false)));
    all.put("not-mine-done", signIn("not-mine", new Page.NotMine(true)));
    for (Page.PhoneUnbound.Phone why : Page.PhoneUnbound.Phone.values()) {
      all.put(
          "phone-" + why.name().toLowerCase(Locale.ROOT),
          signIn("phone-unbound", new Page.PhoneUnbound(why, List.of(sms))));
    }
    all.put(
        "phone-waits",
        signIn("phone-waits", new Page.PhoneWaits(told("phone.waits"), List.of(sms))));
    frozen(all);
    all.put(
        "code-form-not-sent",
        signIn(
            "code-form",
            new Page.CodeForm(PageSamples.TYPED, "", false, true, 58, about("otp.not-sent"))));
    all.put(
        "code-form-locked",
        signIn(
            "code-form",
            new Page.CodeForm(PageSamples.TYPED, "QK", false, false, 0, until("otp.locked"))));
    spent(all);
    locked(all, sms);
    linked(all);
    all.put(
        "offer-credential-again",
        signIn(
            "offer-credential",
            new Page.OfferCredential(
                false, "", Optional.empty(), Optional.empty(), Optional.empty())));
    all.put(
        "passkey-form-problem",
        signIn(
            "passkey-form", new Page.PasskeyForm(new Page.Passkey("{}"), about("login.failed"))));
  }

  private static void frozen(Map<String, Sample> all) {
    all.put(
        "account-frozen",
        signIn("account-frozen", new Page.AccountFrozen(about("frozen.told").get(), false, "")));
    all.put(
        "account-frozen-day",
        signIn(
            "account-frozen",
            new Page.AccountFrozen(until("frozen.told.day").get(), false, "人脸核验")));
    all.put(
        "account-frozen-counter",
        signIn(
            "account-frozen",
            new Page.AccountFrozen(about("frozen.told.counter").get(), true, "")));
  }

  /** Ways with the operator's pictures beside ways with drawn ones, the last used among them. */
  private static void icons(Map<String, Sample> all, Way sms, Way police) {
    List<Way> registering =
        List.of(police, pictured("alipay", true), pictured("face", true), pictured("bank", false));
    all.put("choose-method-icons", choice(List.of(sms), registering, Optional.empty()));
    Way app = pictured("alipay", true);
    all.put(
        "choose-method-icons-app",
        signIn(
            "choose-method",
            new Page.ChooseMethod(
                List.of(sms),
                registering,
                app.id(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  private static Way pictured(String id, boolean available) {
    return new Way(
        id,
        PageSamples.text("支付宝", "支付寶", "Alipay"),
        PageSamples.text("跳转到支付宝确认", "前往支付寶確認", "Confirm there"),
        available,
        Optional.empty(),
        Optional.of(icon()));
  }

  private static String icon() {
    try {
      byte[] picture = Files.readAllBytes(Path.of("src/test/resources/way-icon.png"));
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static void linked(Map<String, Sample> all) {
    Way upstream =
        new Way(
            "police-network-identity",
            PageSamples.text("国家网络身份认证", "國家網路身分認證", "National network identity"),
            PageSamples.text("用应用确认", "用應用程式確認", "Confirm in its app"),
            true);
    all.put(
        "link-added", signIn("link-added", new Page.LinkAdded(upstream, true, Optional.empty())));
    all.put(
        "link-added-only",
        signIn("link-added", new Page.LinkAdded(upstream, false, Optional.empty())));
    all.put(
        "link-added-stays",
        signIn("link-added", new Page.LinkAdded(upstream, false, about("linked.stays"))));
  }

  private static void locked(Map<String, Sample> all, Way sms) {
    all.put(
        "document-tail-locked",
        signIn(
            "document-tail",
            new Page.DocumentTail(
                until("tail.locked"),
                List.of(
                    new Way(
                        "password",
                        PageSamples.text("密码登录", "密碼登入", "Password"),
                        sms.hint(),
                        true)))));
    Way passkey =
        new Way(
            "passkey",
            PageSamples.text("通行密钥登录", "密碼金鑰登入", "Passkey"),
            PageSamples.text("用指纹", "用指紋", "Fingerprint"),
            true);
    all.put(
        "document-tail-passkey",
        signIn("document-tail", new Page.DocumentTail(about("tail.own-factor"), List.of(passkey))));
    for (String whose : List.of("", ".device", ".network")) {
      all.put(
          "password-form-locked" + whose.replace('.', '-'),
          signIn(
              "password-form",
              new Page.PasswordForm("", Optional.empty(), until("login.locked" + whose))));
      all.put(
          "proof-refused-locked" + whose.replace('.', '-'),
          signIn(
              "proof-refused",
              new Page.ProofRefused(
                  passkey,
                  until("login.locked" + whose).get(),
                  new Instead(false, List.of(sms), List.of()))));
      all.put(
          "phone-form-limit" + whose.replace('.', '-'),
          signIn(
              "phone-form",
              new Page.PhoneForm(
                  false, "sms", List.of(), "13800000000", until("phone.limit" + whose), false)));
      all.put(
          "code-form-limit" + whose.replace('.', '-'),
          signIn(
              "code-form",
              new Page.CodeForm(
                  PageSamples.TYPED, "QK", false, false, 0, until("phone.limit" + whose))));
    }
  }

  private static void everybodys(Map<String, Sample> all) {
    all.put(
        "phone-form-limit-everybody",
        signIn(
            "phone-form",
            new Page.PhoneForm(
                false, "sms", List.of(), "13800000000", until("phone.limit.everybody"), false)));
  }

  /** No code is right any more. */
  private static void spent(Map<String, Sample> all) {
    for (String why : List.of("used-up", "expired")) {
      all.put(
          "code-form-" + why,
          signIn(
              "code-form",
              new Page.CodeForm(PageSamples.TYPED, "", false, true, 0, about("otp." + why))));
    }
  }

  /** The warning before the end, open; and the one that offers no more time. */
  private static void deadlines(Map<String, Sample> all) {
    all.put(
        "deadline-warning",
        signIn(
            "password-form",
            new Page.PasswordForm("13800000000", Optional.empty(), Optional.empty())));
    all.put(
        "deadline-final",
        signIn(
            "code-form",
            new Page.CodeForm(PageSamples.TYPED, "QK", false, false, 0, Optional.empty())));
  }

  private static void refusals(Map<String, Sample> all, Way sms, Way police) {
    Way down = new Way(police.id(), police.label(), police.hint(), false);
    all.put(
        "way-unavailable-alone",
        signIn(
            "way-unavailable",
            new Page.WayUnavailable(down, new Instead(true, List.of(), List.of()))));
    all.put(
        "proof-refused-cancelled",
        signIn(
            "proof-refused",
            new Page.ProofRefused(
                police,
                about("realname.cancelled").get(),
                new Instead(true, List.of(), List.of(sms)))));
  }

  private static void withoutApp(Map<String, Sample> all, Way sms) {
    all.put(
        "proof-refused-app",
        signIn(
            "proof-refused",
            new Page.ProofRefused(
                PageSamples.BY_APP,
                about("realname.app-failed").get(),
                new Instead(true, List.of(), List.of(sms)))));
  }

  private static void leaving(Map<String, Sample> all) {
    all.put(
        "consent-least",
        new Sample(
            "protocol/consent",
            new ConsentPage(
                "公积金查询",
                "市住房公积金管理中心",
                "查询本人的公积金账户",
                "",
                List.of(new ConsentPage.Item("openid", "", true)),
                "/consent",
                "step")));
    all.put(
        "logout-confirm-nobody",
        new Sample(
            "protocol/logout-confirm", new LogoutPage.Confirm("", "", "/logout", "step", FLAW)));
    all.put(
        "logged-out-alone",
        new Sample("protocol/logged-out", new LogoutPage.Done("", "", Optional.empty(), FLAW)));
  }

  private static Sample choice(
      List<Way> returning, List<Way> registering, Optional<Problem> problem) {
    return signIn(
        "choose-method",
        new Page.ChooseMethod(
            returning, registering, "", true, Optional.empty(), problem, Optional.empty()));
  }

  private static Sample signIn(String view, Page page) {
    return new Sample("sign-in/" + view, page);
  }

  private static Optional<Problem> until(String key) {
    return Optional.of(told(key));
  }

  private static Optional<Problem> about(String key) {
    return Optional.of(new Problem(key, List.of(), ""));
  }

  /** With a time in the language of the page. */
  static Problem told(String key) {
    return new Problem(key, List.of(), "", Optional.of(Instant.parse("2026-11-28T01:29:30Z")));
  }
}
