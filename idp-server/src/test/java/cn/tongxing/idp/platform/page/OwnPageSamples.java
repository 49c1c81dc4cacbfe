package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.me.page.AccountPage;
import cn.tongxing.idp.me.page.AccountPage.Agreed;
import cn.tongxing.idp.me.page.AccountPage.Means;
import cn.tongxing.idp.me.page.AccountPage.Passkey;
import cn.tongxing.idp.me.page.AccountPage.SignedIn;
import cn.tongxing.idp.me.page.ConfirmPage;
import cn.tongxing.idp.me.page.CredentialsPage;
import cn.tongxing.idp.me.page.FreezePage;
import cn.tongxing.idp.me.page.HistoryPage;
import cn.tongxing.idp.me.page.MoreToShow;
import cn.tongxing.idp.me.page.NamePage;
import cn.tongxing.idp.me.page.PhonePage;
import cn.tongxing.idp.platform.page.PageSamples.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The citizen's own pages with believable values. */
final class OwnPageSamples {

  private static final Agreed HOSPITAL =
      new Agreed(
          "hospital", "预约挂号", "市卫生健康委员会", List.of("openid", "realname", "phone"), "2026年11月23日");
  private static final Agreed SWITCHED_OFF =
      new Agreed("old-app", "old-app", "", List.of("openid", "x.custom"), "2026年11月2日");
  private static final HistoryPage.Application APPOINTMENTS =
      new HistoryPage.Application("预约挂号", "市卫生健康委员会");
  private static final HistoryPage.Application FUND = new HistoryPage.Application("公积金", "");
  private static final Passkey PHONE =
      new Passkey(
          "p1",
          "手机",
          "2026年11月23日",
          Optional.of("2026年11月23日 08:15"),
          Optional.of("2026年11月24日 09:30"),
          true);

  private static final AccountPage.Link LINK =
      new AccountPage.Link("l1", "国家网络身份认证", "2026年11月23日", Optional.of("2026年11月23日 08:15"), true);

  /** A way that proves more than any factor, as an operator may name it. */
  private static final String FACE = "人脸核验";

  private OwnPageSamples() {}

  static void addTo(Map<String, Sample> all) {
    addCredentials(all);
    addPhone(all);
    all.put("me-account", new Sample("me/account", full()));
    all.put("me-history", new Sample("me/history", history()));
    all.put(
        "me-history-empty",
        new Sample("me/history", new HistoryPage(List.of(), Optional.empty(), true)));
    all.put(
        "me-freeze",
        new Sample("me/freeze", new FreezePage(true, true, "two", "短信验证码和密码", "/freeze", "step")));
    all.put(
        "me-freeze-later",
        new Sample("me/freeze", new FreezePage(false, false, "counter", "", "/freeze", "step")));
    all.put(
        "me-freeze-proof",
        new Sample("me/freeze", new FreezePage(false, true, "proof", FACE, "/freeze", "step")));
    all.put(
        "me-freeze-unknown",
        new Sample("me/freeze", new FreezePage(false, true, "unknown", "", "/freeze", "step")));
    all.put(
        "me-end-link",
        new Sample(
            "me/end-link",
            new ConfirmPage.EndLink(LINK, true, Optional.empty(), false, "/end", "step")));
    all.put(
        "me-end-link-later",
        new Sample(
            "me/end-link",
            new ConfirmPage.EndLink(
                LINK,
                false,
                Optional.of(new MoreToShow("短信验证码", "密码", false)),
                false,
                "/end",
                "step")));
    all.put("me-frozen", new Sample("me/frozen", FACE));
    all.put("me-frozen-unproven", new Sample("me/frozen", ""));
    all.put("me-thawed", new Sample("me/thawed", "thawed"));
    all.put("me-account-empty", new Sample("me/account", empty()));
    all.put("me-account-untold", new Sample("me/account", untold()));
    all.put(
        "me-withdraw",
        new Sample("me/withdraw", new ConfirmPage.Withdraw(HOSPITAL, "/withdraw", "step")));
    all.put(
        "me-remove-passkey",
        new Sample(
            "me/remove-passkey",
            new ConfirmPage.RemovePasskey(
                PHONE, true, Optional.empty(), false, "/remove", "step")));
    all.put(
        "me-name-passkey",
        new Sample("me/name", new NamePage("passkey", "手机", "手机", 60, false, "/name", "step")));
    all.put(
        "me-name-passkey-wrong",
        new Sample("me/name", new NamePage("passkey", "手机", "手机", 60, true, "/name", "step")));
    all.put(
        "me-name-device",
        new Sample(
            "me/name", new NamePage("device", "iPhone · Safari", "", 60, false, "/name", "step")));
    all.put(
        "me-name-device-wrong",
        new Sample("me/name", new NamePage("device", "奶奶的手机", "奶奶的手机", 60, true, "/name", "step")));
    all.put(
        "me-remove-passkey-later",
        new Sample(
            "me/remove-passkey",
            new ConfirmPage.RemovePasskey(
                PHONE,
                false,
                Optional.of(new MoreToShow("短信验证码", "密码或公安实名认证", false)),
                false,
                "/remove",
                "step")));
    all.put(
        "me-remove-passkey-waits",
        new Sample(
            "me/remove-passkey",
            new ConfirmPage.RemovePasskey(PHONE, true, Optional.empty(), true, "/remove", "step")));
  }

  private static void addPhone(Map<String, Sample> all) {
    var fresh = new PhonePage.Phone("138******01", false, Optional.empty());
    var stale = new PhonePage.Phone("137******02", true, Optional.of("step"));
    all.put(
        "me-phone",
        phone("密码登录或通行密钥登录", "", List.of(fresh, stale), Optional.empty(), "after_hold", "phone"));
    all.put("me-phone-alone", phone(List.of(fresh), Optional.empty(), "after_hold", "phone"));
    all.put("me-phone-young", phone(List.of(fresh), Optional.empty(), "after_hold", "password"));
    all.put(
        "me-phone-at-once",
        phone(List.of(fresh), Optional.empty(), "at_once", "password", "passkey"));
    all.put("me-phone-stopped", phone(List.of(fresh), Optional.empty(), "stopped", "password"));
    all.put("me-phone-withdrawn", phone(List.of(fresh), Optional.empty(), "withdrawn", "phone"));
    all.put(
        "me-phone-stopped-online",
        phone(FACE, List.of(fresh), Optional.empty(), "stopped", "password"));
    all.put(
        "me-phone-waits-online",
        phone(
            FACE, List.of(fresh), Optional.of(waits(Optional.of("step"))), "after_hold", "phone"));
    all.put("me-phone-counter", phone(List.of(fresh), Optional.empty(), "at_counter", "password"));
    all.put("me-phone-later", phone(List.of(), Optional.empty(), "never"));
    all.put(
        "me-phone-waits",
        phone(List.of(fresh), Optional.of(waits(Optional.of("step"))), "after_hold", "phone"));
    all.put("me-phone-stop", stop(""));
    all.put("me-phone-stop-online", stop(FACE));
    all.put(
        "me-phone-waits-later",
        phone(List.of(fresh), Optional.of(waits(Optional.empty())), "never"));
    all.put(
        "me-phone-capped",
        new Sample(
            "me/phone",
            new PhonePage(
                Optional.empty(),
                true,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                "never",
                "",
                "",
                "",
                "",
                "step")));
  }

  private static Sample stop(String online) {
    return new Sample(
        "me/stop-phone",
        new PhonePage(
            Optional.empty(),
            false,
            List.of(),
            Optional.of(waits(Optional.of("step"))),
            List.of("phone"),
            List.of(),
            "after_hold",
            "",
            "",
            online,
            "",
            "step"));
  }

  private static PhonePage.Waiting waits(Optional<String> cancel) {
    return new PhonePage.Waiting("139******03", "2026年11月23日 08:00", "2026年11月25日 08:00", cancel);
  }

  private static Sample phone(
      List<PhonePage.Phone> phones,
      Optional<PhonePage.Waiting> waiting,
      String when,
      String... shown) {
    return phone("", phones, waiting, when, shown);
  }

  private static Sample phone(
      String online,
      List<PhonePage.Phone> phones,
      Optional<PhonePage.Waiting> waiting,
      String when,
      String... shown) {
    return phone("", online, phones, waiting, when, shown);
  }

  private static Sample phone(
      String more,
      String online,
      List<PhonePage.Phone> phones,
      Optional<PhonePage.Waiting> waiting,
      String when,
      String... shown) {
    Optional<String> notice =
        waiting.flatMap(PhonePage.Waiting::cancel).isPresent()
            ? Optional.of("phone-waits")
            : Optional.empty();
    return new Sample(
        "me/phone",
        new PhonePage(
            notice,
            false,
            phones,
            waiting,
            List.of(shown),
            List.of(shown).contains("password") && when.equals("after_hold")
                ? List.of("password")
                : List.of(),
            when,
            more,
            List.of(shown).contains("password") ? "2026年11月26日 08:00" : "",
            online,
            "2026年11月25日 08:00",
            "step"));
  }

  private static void addCredentials(Map<String, Sample> all) {
    var passkey = Optional.of(new CredentialsPage.Passkey("{}"));
    all.put("me-credentials", credentials(true, passkey, Optional.empty()));
    all.put("me-credentials-later", credentials(false, Optional.empty(), Optional.empty()));
    var common = new CredentialsPage.Problem("password.common", List.of(), "new_password");
    all.put("me-credentials-wrong", credentials(true, passkey, Optional.of(common)));
    all.put(
        "me-credentials-waits",
        new Sample(
            "me/credentials",
            new CredentialsPage(
                true,
                passkey,
                "challenge",
                "",
                Optional.empty(),
                "/credentials",
                "step",
                Optional.empty(),
                true,
                List.of())));
    all.put(
        "me-credentials-ended-link",
        new Sample(
            "me/credentials",
            new CredentialsPage(
                true,
                passkey,
                "challenge",
                "+8613800000001",
                Optional.empty(),
                "/credentials",
                "step",
                Optional.empty(),
                false,
                List.of(
                    new CredentialsPage.EndedLink("国家网络身份认证", "2026年11月23日", "/again", "step")))));
    for (String ways : List.of("密码或公安实名认证", "")) {
      all.put(
          "me-credentials-code-alone" + (ways.isEmpty() ? "-counter" : ""),
          new Sample(
              "me/credentials",
              new CredentialsPage(
                  false,
                  Optional.empty(),
                  "",
                  "",
                  Optional.empty(),
                  "/credentials",
                  "step",
                  Optional.of(new MoreToShow("短信验证码", ways, ways.isEmpty())),
                  false,
                  List.of())));
    }
  }

  private static Sample credentials(
      boolean fresh,
      Optional<CredentialsPage.Passkey> passkey,
      Optional<CredentialsPage.Problem> problem) {
    return new Sample(
        "me/credentials",
        new CredentialsPage(
            fresh,
            passkey,
            "challenge",
            fresh ? "+8613800000001" : "",
            problem,
            "/credentials",
            "step",
            Optional.empty(),
            false,
            List.of()));
  }

  private static HistoryPage history() {
    var ends = new HistoryPage.Ends("s2", "step");
    return new HistoryPage(
        List.of(
            entry("in", true, "市政务大厅", List.of(APPOINTMENTS, FUND), Optional.empty()),
            entry("in", false, "", List.of(APPOINTMENTS), Optional.of(ends)),
            entry("failed", false, "", List.of(APPOINTMENTS), Optional.empty()),
            entry("failed", false, "", List.of(), Optional.empty()),
            entry("password-changed", true, "市政务大厅", List.of(), Optional.empty()),
            entry("phone-wait", false, "", List.of(), Optional.empty()),
            changed("phone-changed"),
            changed("frozen"),
            changed("thawed")),
        Optional.of("/me/history?before=0"),
        false);
  }

  private static HistoryPage.Entry entry(
      String what,
      boolean here,
      String place,
      List<HistoryPage.Application> applications,
      Optional<HistoryPage.Ends> ends) {
    return new HistoryPage.Entry(
        what,
        here,
        "2026年11月23日\u00a012:00",
        "短信验证码",
        here ? Optional.of("奶奶的<b>平板") : Optional.empty(),
        "安卓设备 · 微信",
        place,
        "203.0.113.*",
        applications,
        ends);
  }

  private static HistoryPage.Entry changed(String what) {
    return new HistoryPage.Entry(
        what,
        false,
        "2026年11月23日\u00a012:00",
        "",
        Optional.empty(),
        "",
        "",
        "",
        List.of(),
        Optional.empty());
  }

  private static AccountPage full() {
    return new AccountPage(
        Optional.of("withdrawn"),
        "*三",
        "",
        "p2",
        Optional.of(new AccountPage.Proof("name_number_match", "2026年11月23日")),
        List.of(HOSPITAL, SWITCHED_OFF),
        List.of(
            session("s1", Optional.of("我的手机"), List.of("预约挂号", "公积金"), Optional.empty()),
            session("s2", Optional.of("奶奶的<b>平板"), List.of("预约挂号"), Optional.of("step")),
            session("s3", Optional.empty(), List.of(), Optional.of("step"))),
        Optional.of("step"),
        new Means(
            List.of("138******01"), Optional.of("2026年11月23日"), List.of(PHONE), List.of(LINK)),
        Optional.of("2026年11月25日 08:00"),
        List.of("password"),
        Optional.of(new AccountPage.AcceptedTerms("2026-11", "2026年11月23日")));
  }

  private static AccountPage untold() {
    return new AccountPage(
        Optional.empty(),
        "",
        "",
        "",
        Optional.empty(),
        List.of(),
        List.of(
            new SignedIn(
                "s1",
                true,
                Optional.empty(),
                false,
                "iPhone · Safari",
                "短信验证码",
                "2026年11月23日 08:00",
                "2026年11月23日 08:15",
                List.of("预约挂号"),
                Optional.empty())),
        Optional.empty(),
        Means.UNTOLD,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static AccountPage empty() {
    return new AccountPage(
        Optional.empty(),
        "",
        "国家网络身份认证，2026年11月23日开通",
        "p1",
        Optional.empty(),
        List.of(),
        List.of(session("s1", Optional.empty(), List.of(), Optional.empty())),
        Optional.empty(),
        new Means(
            List.of(),
            Optional.empty(),
            List.of(
                new Passkey("p1", "手机", "2026年11月23日", Optional.empty(), Optional.empty(), false)),
            List.of(
                new AccountPage.Link("l1", "国家网络身份认证", "2026年11月23日", Optional.empty(), false))),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static SignedIn session(
      String id, Optional<String> name, List<String> applications, Optional<String> step) {
    return new SignedIn(
        id,
        step.isEmpty(),
        name,
        true,
        "iPhone · Safari",
        "短信验证码",
        "2026年11月23日 08:00",
        "2026年11月23日 08:15",
        applications,
        step);
  }
}
