package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;

/** What people read. */
final class PoliceTexts {

  static final LocalizedText LABEL = new LocalizedText("公安实名认证", "公安實名認證", "Police identity check");
  static final LocalizedText HINT =
      new LocalizedText(
          "用姓名、证件号码和本人手机核验", "以姓名、證件號碼和本人手機核驗", "With your name, ID number and your own phone");

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
          "居民身分證或港澳臺居民居住證上的 18 位號碼",
          "The 18 characters on a resident ID card or a Hong Kong, Macao and Taiwan residence permit");
  static final LocalizedText USE_NETWORK_IDENTITY =
      new LocalizedText("改用国家网络身份认证", "改用國家網路身分認證", "Use the national network identity instead");

  static final LocalizedText NAME_MISSING =
      new LocalizedText("请填写姓名。", "請填寫姓名。", "Enter your full name.");
  static final LocalizedText NAME_UNREADABLE =
      new LocalizedText(
          "姓名中有无法识别的字符。请只填写证件上的姓名。",
          "姓名中有無法識別的字元。請只填寫證件上的姓名。",
          "The name holds characters that cannot be read. Enter only the name on your document.");
  static final LocalizedText NAME_SUBSTITUTE =
      new LocalizedText(
          "姓名中的“?”“□”等不能代替生僻字。请输入原字；打不出时请到窗口办理。",
          "姓名中的「?」「□」等不能代替罕用字。請輸入原字；無法輸入時請到櫃檯辦理。",
          "“?” or “□” cannot stand for a rare character. Type the character itself, or come to a counter.");
  static final LocalizedText NUMBER_MISSING =
      new LocalizedText("请填写证件号码。", "請填寫證件號碼。", "Enter your ID number.");
  static final LocalizedText NUMBER_NOT_SERVED =
      new LocalizedText(
          "这种方式不能核验此类证件。请换一种方式，或到窗口办理。",
          "此方式無法核驗這類證件。請改用其他方式，或到櫃檯辦理。",
          "This way cannot check this kind of document. Choose another way or come to a counter.");

  static final LocalizedText CODE_INSTRUCTION =
      new LocalizedText(
          "用“国家网络身份认证”应用扫码或打开，核对后点“同意”。",
          "以「國家網路身分認證」應用程式掃描或開啟，核對後按「同意」。",
          "Use the national network identity app to scan or open it. Check what it shows, then agree.");

  private PoliceTexts() {}

  static LocalizedText of(ResidentIdNumber.Problem problem) {
    return switch (problem) {
      case LENGTH ->
          new LocalizedText(
              "证件号码应为 18 位。请核对是否多填或漏填。",
              "證件號碼應為 18 位。請核對是否多填或漏填。",
              "The ID number has 18 characters. Check for missing or extra ones.");
      case CHARACTERS ->
          new LocalizedText(
              "证件号码应为数字，最后一位可以是 X。请修改其他字符。",
              "證件號碼應為數字，最後一位可以是 X。請修改其他字元。",
              "The ID number is made of digits; only the last character may be X.");
      case PROVINCE ->
          new LocalizedText(
              "证件号码的前两位不对。请对照证件核对。",
              "證件號碼的前兩位不對。請對照證件核對。",
              "The first two digits are not right. Compare them with your document.");
      case BIRTH_DATE ->
          new LocalizedText(
              "证件号码第 7 至 14 位应为出生日期，现在不对。请对照证件核对。",
              "證件號碼第 7 至 14 位應為出生日期，現在不對。請對照證件核對。",
              "Digits 7 to 14 are the date of birth and are not right. Compare them with your document.");
      case SEQUENCE ->
          new LocalizedText(
              "证件号码第 15 至 17 位不对。请对照证件核对。",
              "證件號碼第 15 至 17 位不對。請對照證件核對。",
              "Digits 15 to 17 are not right. Compare them with your document.");
      case CHECK_CHARACTER ->
          new LocalizedText(
              "证件号码有一位填错了。请对照证件逐位核对。",
              "證件號碼有一位填錯了。請對照證件逐位核對。",
              "One character of the ID number is wrong. Compare each with your document.");
    };
  }
}
