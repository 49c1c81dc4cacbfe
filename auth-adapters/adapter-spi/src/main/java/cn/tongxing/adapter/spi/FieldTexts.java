package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.ResidentIdNumber;

/**
 * Validation messages: what a citizen is told of a field that cannot be right. The host says it as
 * the field is left and again at submission, an adapter says it of what it checks beyond that: the
 * same mistake reads the same wherever it is found.
 */
public final class FieldTexts {

  /** The name was left empty. */
  public static final LocalizedText NAME_BLANK =
      new LocalizedText("请填写姓名。", "請填寫姓名。", "Enter your full name.");

  /** The name holds characters that no name has. */
  public static final LocalizedText NAME_WRONG =
      new LocalizedText(
          "姓名中有无法识别的字符。请只填写证件上的姓名。",
          "姓名中有無法識別的字元。請只填寫證件上的姓名。",
          "The name holds characters that cannot be read. Enter only the name on your document.");

  /** The name holds a sign that stands for a character which could not be typed. */
  public static final LocalizedText NAME_SUBSTITUTE =
      new LocalizedText(
          "姓名中的“?”“□”等不能代替生僻字。请输入原字；打不出时请到窗口办理。",
          "姓名中的「?」「□」等不能代替罕用字。請輸入原字；無法輸入時請到櫃檯辦理。",
          "“?” or “□” cannot stand for a rare character. Type the character itself, or come to a counter.");

  /** The number was left empty. */
  public static final LocalizedText NUMBER_BLANK =
      new LocalizedText("请填写证件号码。", "請填寫證件號碼。", "Enter your ID number.");

  /** The phone was left empty. */
  public static final LocalizedText PHONE_BLANK =
      new LocalizedText("请输入手机号。", "請輸入手機號碼。", "Enter your mobile number.");

  /** The phone is not a number of a served country. */
  public static final LocalizedText PHONE_WRONG =
      new LocalizedText(
          "手机号不对，请检查有没有多输或漏输。",
          "手機號碼不對，請檢查是否多填或漏填。",
          "That is not a mobile number we know. Check for missing or extra digits.");

  /** The number is not one of the documents that the field asks for. */
  public static final LocalizedText NUMBER_WRONG =
      new LocalizedText(
          "证件号码不对。请对照证件核对。",
          "證件號碼不對。請對照證件核對。",
          "That is not a number of this kind of document. Compare it with your document.");

  /** A required field of another kind was left empty. */
  static final LocalizedText REQUIRED =
      new LocalizedText("请填写此项。", "請填寫此項。", "Please fill this in.");

  static final LocalizedText AGREE =
      new LocalizedText("请阅读并勾选后继续。", "請閱讀並勾選後繼續。", "Please read and tick this to go on.");
  static final LocalizedText CHOOSE = new LocalizedText("请选择一项。", "請選擇一項。", "Please choose one.");
  static final LocalizedText TOO_LONG =
      new LocalizedText("内容过长，请检查。", "內容過長，請檢查。", "This is too long. Please check it.");
  static final LocalizedText DATE_WRONG =
      new LocalizedText("请填写正确的日期。", "請填寫正確的日期。", "Please enter a correct date.");

  private static final LocalizedText LENGTH =
      new LocalizedText(
          "证件号码应为 18 位。请核对是否多填或漏填。",
          "證件號碼應為 18 碼。請核對是否多填或漏填。",
          "The ID number has 18 characters. Check for missing or extra ones.");
  private static final LocalizedText CHARACTERS =
      new LocalizedText(
          "证件号码应为数字，最后一位可以是 X。请修改其他字符。",
          "證件號碼應為數字，最後一碼可以是 X。請修改其他字元。",
          "The ID number is made of digits; only the last character may be X.");
  private static final LocalizedText OLD_FORM =
      new LocalizedText(
          "这是旧的 15 位号码，已经停用。请填写现在证件上的 18 位号码。",
          "這是舊的 15 碼證號，已經停用。請填寫目前證件上的 18 碼證號。",
          "This is an old number of 15 digits. Enter the 18 characters on your present card.");
  private static final LocalizedText PROVINCE =
      new LocalizedText(
          "证件号码的前两位不对。请对照证件核对。",
          "證件號碼的前兩碼不對。請對照證件核對。",
          "The first two digits are not right. Compare them with your document.");
  private static final LocalizedText BIRTH_DATE =
      new LocalizedText(
          "证件号码第 7 至 14 位应为出生日期，现在不对。请对照证件核对。",
          "證件號碼第 7 至 14 碼應為出生日期，目前不對。請對照證件核對。",
          "Digits 7 to 14 are the date of birth and are not right. Compare them with your document.");
  private static final LocalizedText SEQUENCE =
      new LocalizedText(
          "证件号码第 15 至 17 位不对。请对照证件核对。",
          "證件號碼第 15 至 17 碼不對。請對照證件核對。",
          "Digits 15 to 17 are not right. Compare them with your document.");
  private static final LocalizedText CHECK_CHARACTER =
      new LocalizedText(
          "证件号码有一位填错了。请对照证件逐位核对。",
          "證件號碼有一碼填錯了。請對照證件逐碼核對。",
          "One character of the ID number is wrong. Compare each with your document.");

  private FieldTexts() {}

  /** What is said of a required field that was left empty. */
  static LocalizedText missing(FormField.Kind kind) {
    return switch (kind) {
      case AGREEMENT -> AGREE;
      case CHOICE -> CHOOSE;
      case PERSON_NAME -> NAME_BLANK;
      case RESIDENT_ID -> NUMBER_BLANK;
      case PHONE -> PHONE_BLANK;
      case DOCUMENT_NUMBER, ONE_TIME_CODE, PASSWORD, BANK_CARD, DATE, TEXT -> REQUIRED;
    };
  }

  /** What is wrong with the number, and what to do about it. */
  public static LocalizedText of(ResidentIdNumber.Problem problem) {
    return switch (problem) {
      case LENGTH -> LENGTH;
      case CHARACTERS -> CHARACTERS;
      case OLD_FORM -> OLD_FORM;
      case PROVINCE -> PROVINCE;
      case BIRTH_DATE -> BIRTH_DATE;
      case SEQUENCE -> SEQUENCE;
      case CHECK_CHARACTER -> CHECK_CHARACTER;
    };
  }
}
