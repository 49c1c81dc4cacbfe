package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.LocalizedText;

/** What people read at this way; what is said of mistyped fields is in {@link FieldTexts}. */
final class PoliceTexts {

  static final LocalizedText LABEL = new LocalizedText("公安实名认证", "公安實名認證", "Police identity check");
  static final LocalizedText HINT =
      new LocalizedText(
          "用姓名、证件号码和本人手机核验", "以姓名、證件號碼和本人手機驗證", "With your name, ID number and your own phone");

  static final LocalizedText FORM_TITLE =
      new LocalizedText("您的姓名和证件号码是什么？", "您的姓名和證件號碼是什麼？", "What are your name and ID number?");
  static final LocalizedText FORM_EXPLANATION =
      new LocalizedText(
          "我们将与公安机关登记的信息核对，只取得是否一致的结果。",
          "我們將與公安機關登記的資料核對，只取得是否一致的結果。",
          "We compare them with the population register and learn only whether they match.");
  static final LocalizedText NAME = new LocalizedText("姓名", "姓名", "Full name");
  static final LocalizedText NAME_HINT =
      new LocalizedText(
          "与证件上一致，含间隔点“·”", "與證件上一致，含間隔號「·」", "As on your document, with “·” if it has one");
  static final LocalizedText NUMBER = new LocalizedText("证件号码", "證件號碼", "ID number");
  static final LocalizedText NUMBER_HINT =
      new LocalizedText(
          "居民身份证或港澳台居民居住证上的 18 位号码",
          "居民身分證或港澳臺居民居住證上的 18 碼證號",
          "The 18 characters on a resident ID card or a Hong Kong, Macao and Taiwan residence permit");
  static final LocalizedText USE_NETWORK_IDENTITY =
      new LocalizedText("改用国家网络身份认证", "改用國家網路身分認證", "Use the national network identity instead");

  static final LocalizedText NETWORK_IDENTITY =
      new LocalizedText("国家网络身份认证", "國家網路身分認證", "National network identity");
  static final LocalizedText NETWORK_IDENTITY_HINT =
      new LocalizedText(
          "用“国家网络身份认证”应用扫码或打开", "以「國家網路身分認證」應用程式掃描或開啟", "With the national network identity app");

  static final LocalizedText NAMES_TITLE =
      new LocalizedText(
          "要同时核对姓名和证件号码吗？", "要同時核對姓名和證件號碼嗎？", "Have your name and ID number confirmed too?");
  static final LocalizedText NAMES_FOR_NAME =
      new LocalizedText(
          "您要去的部门需要知道您的姓名。由“国家网络身份认证”核对，只告诉我们是否一致。以前核对过的不用再填，请点“不提供，直接继续”。第一次使用的不提供也可以继续，部门就不知道您的姓名。",
          "您要去的部門需要知道您的姓名。由「國家網路身分認證」核對，只告訴我們是否一致。以前核對過的不用再填，請點「不提供，直接繼續」。第一次使用的不提供也可以繼續，部門就不知道您的姓名。",
          "The department you are going to needs to know your name. The national network identity"
              + " compares it and tells us only whether it matches. If you have done this before,"
              + " choose “Go on without them”. If this is your first time, you can do so too; the"
              + " department then does not get your name.");
  static final LocalizedText NAMES_FOR_LEVEL =
      new LocalizedText(
          "您要办的事需要核实您是谁。由“国家网络身份认证”核对，只告诉我们是否一致。以前核对过的不用再填，请点“不提供，直接继续”。第一次使用的不提供，后面还要再核验一次。",
          "您要辦的事需要核實您是誰。由「國家網路身分認證」核對，只告訴我們是否一致。以前核對過的不用再填，請點「不提供，直接繼續」。第一次使用的不提供，後面還要再驗證一次。",
          "What you want to do needs proof of who you are. The national network identity compares"
              + " name and number and tells us only whether they match. If you have done this"
              + " before, choose “Go on without them”. If this is your first time, you will be"
              + " checked once more if you do.");
  static final LocalizedText WITHOUT_NAMES =
      new LocalizedText("不提供，直接继续", "不提供，直接繼續", "Go on without them");

  static final LocalizedText NUMBER_NOT_SERVED =
      new LocalizedText(
          "这种方式不能核验此类证件。请换一种方式，或到窗口办理。",
          "此方式無法驗證這類證件。請改用其他方式，或到櫃檯辦理。",
          "This way cannot check this kind of document. Choose another way or come to a counter.");

  static final LocalizedText CODE_INSTRUCTION =
      new LocalizedText(
          "用“国家网络身份认证”应用扫码或打开，核对后点“同意”。",
          "以「國家網路身分認證」應用程式掃描或開啟，核對後按「同意」。",
          "Use the national network identity app to scan or open it. Check what it shows, then agree.");

  private PoliceTexts() {}
}
