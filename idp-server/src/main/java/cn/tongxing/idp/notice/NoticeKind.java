package cn.tongxing.idp.notice;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.Locale;

/**
 * What a person is told of. The texts name no person, department, reason, and carry no link: the
 * number may be somebody else's by now, and a department may be a diagnosis. The constant's name is
 * stored.
 */
public enum NoticeKind {
  NEW_DEVICE("有新的设备登录了您的账号。", "有新的裝置登入了您的帳號。", "A new device signed in to your account."),
  PASSKEY_ADDED("您的账号添加了通行密钥。", "您的帳號新增了密碼金鑰。", "A passkey was added to your account."),
  PASSKEY_REMOVED("您的账号删除了通行密钥。", "您的帳號刪除了密碼金鑰。", "A passkey was removed from your account."),
  PASSWORD_SET("您的账号设置了密码。", "您的帳號設定了密碼。", "A password was set for your account."),
  PASSWORD_CHANGED("您的账号更改了密码。", "您的帳號更改了密碼。", "The password of your account was changed."),
  /** An upstream's account is a way to sign in from now on. */
  LINK_ADDED("您的账号添加了一种登录方式。", "您的帳號新增了一種登入方式。", "A way to sign in was added to your account."),
  LINK_REMOVED(
      "您的账号删除了一种登录方式。", "您的帳號刪除了一種登入方式。", "A way to sign in was removed from your account."),
  /** A change of phone waits for its 48 hours: to the phones that are bound. */
  PHONE_CHANGE_BEGUN(
      "您账号的手机号将在48小时后更换。",
      "您帳號的手機號碼將在48小時後更換。",
      "The phone number of your account will change in 48 hours."),
  /** The same, to the number that is wanted; it may be somebody else's. */
  PHONE_WANTED(
      "有账号申请绑定本手机号，48小时后生效。",
      "有帳號申請綁定本手機號碼，48小時後生效。",
      "An account asks for this phone number, from 48 hours on.",
      Advice.CALL),
  /** To both. */
  PHONE_CHANGE_CANCELLED(
      "更换手机号的申请已取消，不会生效。",
      "更換手機號碼的申請已取消，不會生效。",
      "The change of phone number was cancelled and will not happen."),
  PHONE_CHANGED("您账号的手机号已更换。", "您帳號的手機號碼已更換。", "The phone number of your account was changed."),
  /** A take-over waits for its 48 hours: to both sides. No factor stops it. */
  TAKE_OVER_BEGUN(
      "有人申请重新设置您账号的登录方式，48小时后生效。",
      "有人申請重新設定您帳號的登入方式，48小時後生效。",
      "Somebody asked to reset all ways to sign in to your account, in 48 hours.",
      Advice.CALL),
  TAKE_OVER_STOPPED(
      "重新设置登录方式的申请已取消，账号的登录方式不变。",
      "重新設定登入方式的申請已取消，帳號的登入方式不變。",
      "The reset of your ways to sign in was cancelled. They stay as they are."),
  /** All ways, sessions and links from before have ended. */
  TAKEN_OVER(
      "您账号的登录方式已全部重新设置。",
      "您帳號的登入方式已全部重新設定。",
      "All ways to sign in to your account were reset.",
      Advice.CALL),
  /** What opened a nameless account before its owner came, and a change that waited. */
  EARLIER_WAYS_ENDED(
      "您账号先前的登录方式和未生效的变更均已失效。",
      "您帳號先前的登入方式和未生效的變更均已失效。",
      "Earlier ways to sign in to your account, and changes that waited, have ended.",
      Advice.CALL),
  /** Two accounts of one person are one: told to the phones of both. */
  ACCOUNTS_JOINED(
      "您的账号已与您的另一个账号合并。", "您的帳號已與您的另一個帳號合併。", "Your account was joined with your other account."),
  ACCOUNTS_PARTED(
      "您的账号已与先前合并的账号分开。",
      "您的帳號已與先前合併的帳號分開。",
      "Your account was parted from the one that it was joined with."),
  FROZEN(
      "您的账号已冻结，暂时不能登录。",
      "您的帳號已凍結，暫時不能登入。",
      "Your account is frozen. Nobody can sign in to it now.",
      Advice.THAW),
  THAWED("您的账号已恢复使用。", "您的帳號已恢復使用。", "Your account works again."),
  /** Ways that were added in the 72 hours before the freeze have ended with it. */
  THAWED_WITHOUT_RECENT(
      "您的账号已恢复使用，冻结前72小时内新增的登录方式已删除。",
      "您的帳號已恢復使用，凍結前72小時內新增的登入方式已刪除。",
      "Your account works again. Ways to sign in that were added in the 72 hours before the freeze were removed."),
  /** Nothing is left to look at. */
  ERASED(
      "您的账号已注销，个人信息已删除。",
      "您的帳號已註銷，個人資料已刪除。",
      "Your account was closed and your personal data deleted.",
      Advice.CALL);

  private static final int NEW_DEVICES_A_DAY = 3;

  private final String simplified;
  private final String traditional;
  private final String english;
  private final Advice advice;

  NoticeKind(String simplified, String traditional, String english) {
    this(simplified, traditional, english, Advice.LOOK);
  }

  NoticeKind(String simplified, String traditional, String english, Advice advice) {
    this.simplified = simplified + advice.simplified;
    this.traditional = traditional + advice.traditional;
    this.english = english + " " + advice.english;
    this.advice = advice;
  }

  /**
   * The text, for whoever takes texts as they are: what happened, and what to do about it.
   *
   * @param hotline the city's telephone for help
   */
  public String text(Locale locale, String hotline) {
    return new LocalizedText(simplified, traditional, english).in(locale).formatted(hotline);
  }

  /**
   * Whether it goes to one person alone. What is told to both sides of a change may reach somebody
   * who never chose the account's language.
   */
  public boolean isToOwnerAlone() {
    return switch (this) {
      case PHONE_CHANGE_CANCELLED, TAKE_OVER_STOPPED, ACCOUNTS_JOINED, ACCOUNTS_PARTED -> false;
      default -> advice != Advice.CALL;
    };
  }

  /**
   * How often a phone is told of it in 24 hours. Changes of the ways in are always told; whoever
   * knows a password can make new devices by the hundred.
   */
  public int mostADay() {
    return this == NEW_DEVICE ? NEW_DEVICES_A_DAY : Integer.MAX_VALUE;
  }

  /** What settings and providers call it: lower case words with hyphens. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What helps whoever did not do it. */
  private enum Advice {
    LOOK(
        "不是您本人：打开本市官网“我的账号”，或拨打%s。",
        "不是您本人：打開本市官網「我的帳號」，或撥打%s。", "Not you? Open My account on the city’s website, or call %s."),
    /** Whoever reads it may have no account, or none that they can open, or stop nothing there. */
    CALL("不是您本人：请尽快拨打%s。", "不是您本人：請盡快撥打%s。", "Not you? Call %s soon."),
    THAW(
        "恢复使用或不是您本人：打开本市官网“我的账号”，或拨打%s。",
        "恢復使用或不是您本人：打開本市官網「我的帳號」，或撥打%s。",
        "To use it again, or if it was not you, open My account on the city’s website, or call %s.");

    private final String simplified;
    private final String traditional;
    private final String english;

    Advice(String simplified, String traditional, String english) {
      this.simplified = simplified;
      this.traditional = traditional;
      this.english = english;
    }
  }
}
