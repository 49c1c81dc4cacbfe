package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormField.Kind;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.idp.login.LastApplication.Application;
import cn.tongxing.idp.login.page.Instead;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Passkey;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.protocol.page.ConsentPage;
import cn.tongxing.idp.protocol.page.FormPostPage;
import cn.tongxing.idp.protocol.page.LogoutPage;
import cn.tongxing.idp.protocol.page.RequestErrorPage;
import io.nayuki.qrcodegen.QrCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every view with believable values, at first sight and with something wrong. */
final class PageSamples {

  static final LocalizedText OWN = text("我的账号", "我的帳號", "My account");
  static final LocalizedText APPLICATION = text("预约挂号", "預約掛號", "Hospital appointments");
  static final LocalizedText DEPARTMENT =
      text("市卫生健康委员会", "市衛生健康委員會", "Municipal Health Commission");

  /** A number that was typed just now; no line breaks in it. */
  static final String TYPED = "+86\u00a0138\u00a00000\u00a00001";

  private static final Way SMS =
      way("sms", "短信验证码", "簡訊驗證碼", "Text message code", "发到您登记的手机", "傳送至您登記的手機", "To your phone");
  private static final Way PASSWORD =
      way(
          "password",
          "密码",
          "密碼",
          "Password",
          "手机号或证件号码加密码",
          "手機或證件號碼加密碼",
          "With your phone or document");
  private static final Way PASSKEY =
      way("passkey", "通行密钥", "密碼金鑰", "Passkey", "用指纹、面容或锁屏密码", "指紋、臉部或螢幕鎖定", "Fingerprint or face");
  private static final Way POLICE =
      way(
          "police",
          "公安实名认证",
          "公安實名驗證",
          "Police verification",
          "需要姓名、身份证号码和手机",
          "需要姓名、身分證號碼與手機",
          "Name, ID number, phone");
  private static final Way NETWORK =
      way(
          "network-identity",
          "国家网络身份认证",
          "國家網路身分驗證",
          "National network identity",
          "用“国家网络身份认证”应用扫码",
          "使用手機應用程式掃碼",
          "Scan with the app");
  static final Way BY_APP =
      new Way(
          NETWORK.id(),
          NETWORK.label(),
          NETWORK.hint(),
          true,
          Optional.of("https://app.upstream.example/install"),
          Optional.empty());
  private static final Way ALIPAY_DOWN =
      new Way(
          "alipay",
          text("支付宝", "支付寶", "Alipay"),
          text("跳转到支付宝确认", "前往支付寶確認", "Confirm there"),
          false);

  /** As many as a city may have, the names as long as they get. */
  private static final List<Way> REGISTERING =
      List.of(
          POLICE,
          NETWORK,
          way("face", "刷脸认证", "人臉驗證", "Face check", "说明", "說明", "Hint"),
          ALIPAY_DOWN,
          way("unionpay", "银行卡认证", "銀行卡驗證", "Bank card", "说明", "說明", "Hint"),
          way(
              "province",
              "省统一身份认证平台",
              "省統一身分驗證平台",
              "Provincial identity service",
              "说明",
              "說明",
              "Hint"),
          way("certificate", "数字证书", "數位憑證", "Digital certificate", "说明", "說明", "Hint"),
          way("travel-document", "港澳台通行证", "港澳臺通行證", "Travel permit", "说明", "說明", "Hint"));

  private static final Passkey GET = new Passkey("{\"challenge\":\"AAAA\",\"rpId\":\"localhost\"}");
  private static final Passkey CREATE =
      new Passkey(
          "{\"challenge\":\"AAAA\",\"rp\":{\"name\":\"t\"},\"user\":{\"id\":\"AAAA\",\"name\":\"a\",\"displayName\":\"b\"},\"pubKeyCredParams\":[{\"type\":\"public-key\",\"alg\":-7}]}");

  private static final com.microsoft.playwright.Page.WaitForSelectorOptions ATTACHED =
      new com.microsoft.playwright.Page.WaitForSelectorOptions()
          .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);

  private static final Application LAST =
      new Application("预约挂号", "市卫生健康委员会", "https://app.example/");

  private PageSamples() {}

  /** A view and what it shows. */
  record Sample(String view, Object page) {
    boolean hasFrame() {
      return view.startsWith("sign-in/");
    }
  }

  static Map<String, Sample> all() {
    Map<String, Sample> all = new LinkedHashMap<>();
    choosing(all);
    adapterForms(all);
    returning(all);
    endings(all);
    protocol(all);
    OwnPageSamples.addTo(all);
    LesserSamples.addTo(all, SMS, POLICE);
    KioskSamples.addTo(all);
    LevelSamples.addTo(all, List.of(PASSKEY, PASSWORD, SMS), List.of(POLICE, NETWORK));
    return all;
  }

  /** Waits for what a page's script shows by itself. */
  static void settled(com.microsoft.playwright.Page page, String name) {
    page.waitForSelector("body[data-read]:not(:has(#passkey-data:not([data-ready])))", ATTACHED);
    if (name.startsWith("deadline")) {
      page.waitForSelector("#deadline[open]");
    }
  }

  private static void choosing(Map<String, Sample> all) {
    var returning = List.of(SMS, PASSWORD, PASSKEY);
    Page.ChooseMethod choice =
        new Page.ChooseMethod(returning, REGISTERING, "", true, Optional.of(GET), none(), none());
    all.put("choose-method", signIn("choose-method", choice));
    all.put("choose-method-own", signIn("choose-method", choice));
    for (String last : List.of("sms", "password", "passkey", "network-identity")) {
      all.put("choose-method-last-" + last, signIn("choose-method", choice.lastBy(last)));
    }
    all.put(
        "choose-method-problem",
        signIn(
            "choose-method",
            new Page.ChooseMethod(
                returning, REGISTERING, "sms", true, none(), problem("login.stale", ""), none())));
    all.put(
        "way-unavailable",
        signIn(
            "way-unavailable",
            new Page.WayUnavailable(
                POLICE, new Instead(true, List.of(NETWORK), List.of(SMS, PASSWORD, PASSKEY)))));
    all.put(
        "way-unavailable-person",
        signIn(
            "way-unavailable",
            new Page.WayUnavailable(
                POLICE, new Instead(true, List.of(NETWORK), List.of(SMS, PASSWORD)).notAgain())));
    all.put(
        "take-over-waits",
        signIn("take-over-waits", new Page.TakeOverWaits(LesserSamples.told("takeover.waits"))));
    all.put(
        "proof-refused",
        signIn(
            "proof-refused",
            new Page.ProofRefused(
                POLICE,
                problem("realname.mismatch", "").get(),
                new Instead(true, List.of(NETWORK), List.of(SMS, PASSWORD)))));
  }

  private static void adapterForms(Map<String, Sample> all) {
    FormSpec police =
        FormSpec.of(
            text("请填写证件上的姓名和号码", "請填寫證件上的姓名與號碼", "Enter your name and ID number"),
            text(
                "我们向公安机关核对您的身份，核对后不保留多余信息。",
                "我們向公安機關核對您的身分，核對後不保留多餘資料。",
                "We compare them with the police register."),
            FormField.required(
                "full_name",
                Kind.PERSON_NAME,
                text("姓名", "姓名", "Full name"),
                text("与证件上一致", "與證件上一致", "As on your document")),
            FormField.required(
                "id_number",
                Kind.RESIDENT_ID,
                text("身份证号码", "身分證號碼", "ID number"),
                text("18 位，最后一位可能是 X", "18 碼，最後一碼可能是 X", "18 characters, the last may be X")));
    all.put("adapter-form", signIn("adapter-form", form(POLICE, police)));
    all.put(
        "adapter-form-no-account",
        signIn(
            "adapter-form",
            new Page.AdapterForm(POLICE, police, problem("phone.no-account", ""), true)));
    all.put(
        "adapter-form-problem",
        signIn(
            "adapter-form",
            form(
                POLICE,
                police.with(
                    Map.of("full_name", "张三", "id_number", "350200199001010018"),
                    Map.of(
                        "id_number",
                        text(
                            "证件号码有一位可能输错了，请逐位核对。",
                            "證件號碼可能有一碼輸入錯誤，請逐碼核對。",
                            "One character seems to be mistyped. Check them one by one."))))));
    all.put(
        "adapter-form-one",
        signIn(
            "adapter-form",
            form(
                NETWORK,
                FormSpec.of(
                    text("银行卡号是多少？", "銀行卡號是多少？", "What is your card number?"),
                    text("核对后不保留。", "核對後不保留。", "It is compared and not kept."),
                    FormField.required(
                        "card",
                        Kind.BANK_CARD,
                        text("银行卡号", "銀行卡號", "Card number"),
                        text("正面的一长串数字", "正面的一長串數字", "The long number on the front"))))));
    all.put("adapter-form-kinds", signIn("adapter-form", form(NETWORK, everyKind())));
  }

  private static Page form(Way way, FormSpec form) {
    return new Page.AdapterForm(way, form, Optional.empty(), false);
  }

  private static FormSpec everyKind() {
    List<FormField> fields =
        java.util.Arrays.stream(Kind.values())
            .map(kind ->
                new FormField(
                    "f_" + kind.name().toLowerCase(java.util.Locale.ROOT),
                    kind,
                    text("栏目" + kind.ordinal(), "欄位" + kind.ordinal(), "Field " + kind.ordinal()),
                    text("说明", "說明", "Hint"),
                    kind != Kind.TEXT,
                    kind == Kind.CHOICE
                        ? List.of(
                            new FormField.Option("a", text("居民身份证", "居民身分證", "Resident ID")),
                            new FormField.Option("b", text("居住证", "居住證", "Residence permit")))
                        : List.of(),
                    kind == Kind.DOCUMENT_NUMBER
                        ? List.of(FormField.Issued.of(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO))
                        : List.of()))
            .toList();
    Map<String, LocalizedText> errors = new LinkedHashMap<>();
    fields.forEach(field -> errors.put(field.name(), text("请检查这一项。", "請檢查這一項。", "Check this.")));
    return new FormSpec(
        text("请填写", "請填寫", "Fill in"),
        text("每种栏目一个", "每種欄位一個", "One of each kind"),
        fields,
        Map.of("f_choice", "b"),
        errors,
        List.of(new FormSpec.FormAction("other", text("用另一种证件", "使用另一種證件", "Another document"))));
  }

  private static void returning(Map<String, Sample> all) {
    all.put(
        "password-form",
        signIn("password-form", new Page.PasswordForm("", Optional.of(GET), none())));
    all.put(
        "password-form-problem",
        signIn(
            "password-form",
            new Page.PasswordForm("13800000000", none(), problem("login.failed", ""))));
    all.put(
        "password-form-field",
        signIn(
            "password-form",
            new Page.PasswordForm("13800000000", none(), problem("password.blank", "password"))));
    all.put(
        "phone-form",
        signIn("phone-form", new Page.PhoneForm(false, "sms", List.of(), "", none(), false)));
    all.put(
        "phone-form-problem",
        signIn(
            "phone-form",
            new Page.PhoneForm(
                true,
                "police",
                List.of("张三", "350200199001010019"),
                "1380000",
                problem("phone.wrong", "phone"),
                false)));
    all.put(
        "phone-form-review",
        signIn(
            "phone-form",
            new Page.PhoneForm(
                true, "police", List.of("张三", "350200199001010019"), "", none(), false)));
    all.put(
        "code-form", signIn("code-form", new Page.CodeForm(TYPED, "QK", false, false, 58, none())));
    all.put(
        "code-form-problem",
        signIn(
            "code-form",
            new Page.CodeForm(
                "+86 138******00",
                "QK",
                true,
                false,
                0,
                Optional.of(new Problem("otp.wrong", List.of("2"), "code")))));
    all.put("document-tail", signIn("document-tail", new Page.DocumentTail(none(), List.of())));
    all.put(
        "document-tail-problem",
        signIn(
            "document-tail",
            new Page.DocumentTail(
                problem("tail.wrong", "tail"),
                List.of(
                    new Way(
                        "password",
                        text("密码登录", "密碼登入", "Password"),
                        text("使用密码", "使用密碼", "With your password"),
                        true)))));
    all.put("passkey-form", signIn("passkey-form", new Page.PasskeyForm(GET, none())));
    all.put(
        "offer-credential",
        signIn(
            "offer-credential",
            new Page.OfferCredential(true, "+8613800000001", Optional.of(CREATE), none(), none())));
    all.put(
        "offer-credential-problem",
        signIn(
            "offer-credential",
            new Page.OfferCredential(
                true,
                "",
                Optional.of(CREATE),
                Optional.of(new Problem("password.short", List.of("8"), "new_password")),
                none())));
  }

  private static Sample code(Page.QrCode.State state, boolean onPhone) {
    boolean shown = state == Page.QrCode.State.SHOWN;
    return signIn(
        "qr-code",
        new Page.QrCode(
            BY_APP,
            state,
            text(
                "用“国家网络身份认证”应用扫码或打开，核对后点“同意”。",
                "以「國家網路身分認證」應用程式掃描或開啟，核對後按「同意」。",
                "Use the national network identity app to scan or open it. Check what it shows, then agree."),
            shown ? qr() : "",
            onPhone ? Optional.of("https://upstream.example/app") : none(),
            state == Page.QrCode.State.EXPIRED ? none() : Optional.of("4718"),
            120,
            3));
  }

  private static void endings(Map<String, Sample> all) {
    all.put("qr-code", code(Page.QrCode.State.SHOWN, true));
    all.put("qr-code-pc", code(Page.QrCode.State.SHOWN, false));
    all.put("qr-code-scanned", code(Page.QrCode.State.SCANNED, false));
    all.put("qr-code-expired", code(Page.QrCode.State.EXPIRED, false));
    CameraSamples.addTo(all);
    all.put("waiting", signIn("waiting", new Page.Waiting(NETWORK, 3)));
    for (Page.Over.Why why : Page.Over.Why.values()) {
      all.put(
          "over-" + why.name().toLowerCase(java.util.Locale.ROOT),
          signIn(
              "over",
              new Page.Over(why, why == Page.Over.Why.EXPIRED ? Optional.of("/again") : none())));
    }
  }

  private static void protocol(Map<String, Sample> all) {
    all.put(
        "consent",
        new Sample(
            "protocol/consent",
            new ConsentPage(
                "预约挂号",
                "市卫生健康委员会",
                "核对挂号人的身份，办理实名就诊",
                "*三",
                List.of(
                    new ConsentPage.Item("openid", "", true),
                    new ConsentPage.Item("profile", "*三", true),
                    new ConsentPage.Item("phone", "+86 138******00", false),
                    new ConsentPage.Item("realname", "", false),
                    new ConsentPage.Item("x.custom", "", false)),
                "/consent",
                "step")));
    all.put(
        "logout-confirm",
        new Sample(
            "protocol/logout-confirm",
            new LogoutPage.Confirm("*三", "预约挂号", "/logout", "step", Optional.empty())));
    all.put(
        "logged-out",
        new Sample(
            "protocol/logged-out",
            new LogoutPage.Done(
                "预约挂号",
                "市卫生健康委员会",
                Optional.of(new LogoutPage.Link("预约挂号", "https://app.example/")),
                Optional.empty())));
    for (RequestErrorPage.Problem problem : RequestErrorPage.Problem.values()) {
      all.put(
          "request-error-" + problem.name().toLowerCase(java.util.Locale.ROOT),
          new Sample(
              "protocol/request-error",
              new RequestErrorPage(
                  problem,
                  problem == RequestErrorPage.Problem.UNKNOWN_APPLICATION ? "" : "预约挂号",
                  problem == RequestErrorPage.Problem.UNKNOWN_APPLICATION ? "" : "市卫生健康委员会",
                  problem == RequestErrorPage.Problem.UNKNOWN_APPLICATION
                      ? ""
                      : "https://app.example/",
                  "invalid_request",
                  text(
                      "返回地址与登记的不是逐字节相同：查协议、端口、末尾斜杠、大小写。",
                      "返回網址與登記的不是逐位元組相同：請檢查通訊協定、連接埠、結尾斜線、大小寫。",
                      "Compare scheme, port, trailing slash and case."),
                  "redirect_uri is not registered <b>for</b> this client",
                  "9f86d081884c7d65")));
    }
    all.put(
        "form-post",
        new Sample(
            "protocol/form-post",
            new FormPostPage(
                "预约挂号",
                "/preview/home",
                List.of(
                    new FormPostPage.Parameter("code", "c"),
                    new FormPostPage.Parameter("state", "\"><script>")))));
    String out = "/connect/logout";
    all.put("home", new Sample("home", new HomePage(Optional.of("*三"), out, List.of())));
    all.put("home-nobody", new Sample("home", new HomePage(Optional.empty(), out, List.of())));
    all.put(
        "home-kiosk",
        new Sample(
            "home",
            new HomePage(
                Optional.empty(),
                out,
                List.of(
                    new HomePage.Application("预约挂号", "市第一医院", "https://app.example/"),
                    new HomePage.Application("公积金查询", "市住房公积金中心", "https://app.example/")))));
    for (String topic : List.of("terms", "privacy", "accessibility")) {
      all.put("about-" + topic, new Sample("about", AboutPage.of(topic).orElseThrow()));
    }
    for (int status : List.of(400, 403, 404, 405, 413, 421, 429, 500, 503)) {
      all.put(
          "error-" + status,
          new Sample("error", ErrorPage.of(status, false, LAST, "9f86d081884c7d65")));
    }
    for (int status : List.of(500, 503)) {
      all.put(
          "error-" + status + "-sent",
          new Sample("error", ErrorPage.of(status, true, LAST, "9f86d081884c7d65")));
    }
    Application homeless = new Application(LAST.name(), LAST.department(), "");
    all.put(
        "error-404-homeless",
        new Sample("error", ErrorPage.of(404, false, homeless, "9f86d081884c7d65")));
  }

  static Sample signIn(String view, Page page) {
    return new Sample("sign-in/" + view, page);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static Optional<Problem> problem(String key, String field) {
    return Optional.of(new Problem(key, List.of(), field));
  }

  static LocalizedText text(String simplified, String traditional, String english) {
    return new LocalizedText(simplified, traditional, english);
  }

  private static Way way(
      String id, String s, String t, String e, String hintS, String hintT, String hintE) {
    return new Way(id, text(s, t, e), text(hintS, hintT, hintE), true);
  }

  private static String qr() {
    QrCode code =
        QrCode.encodeText("https://upstream.example/app?biz=0123456789abcdef", QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append("M").append(x).append(",").append(y).append("h1v1h-1z");
        }
      }
    }
    return "<svg viewBox=\"-4 -4 %1$d %1$d\"><path d=\"%2$s\"/></svg>"
        .formatted(code.size + 8, path);
  }
}
