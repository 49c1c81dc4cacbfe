package cn.tongxing.idp.notice;

import java.util.Locale;

/**
 * What a person is told of. The texts name no person, department, reason, and carry no link: the
 * number may be somebody else's by now, and a department may be a diagnosis. The constant's name is
 * stored.
 */
public enum NoticeKind {
  NEW_DEVICE("有新的设备登录了您的账号。", "有新的裝置登入了您的帳號。"),
  PASSKEY_ADDED("您的账号添加了通行密钥。", "您的帳號新增了密碼金鑰。"),
  PASSKEY_REMOVED("您的账号删除了通行密钥。", "您的帳號刪除了密碼金鑰。"),
  PASSWORD_SET("您的账号设置了密码。", "您的帳號設定了密碼。"),
  PASSWORD_CHANGED("您的账号更改了密码。", "您的帳號更改了密碼。"),
  /** An upstream's account is a way to sign in from now on. */
  LINK_ADDED("您的账号添加了一种登录方式。", "您的帳號新增了一種登入方式。"),
  /** A change of phone waits for its 48 hours. */
  PHONE_CHANGE_BEGUN(Wording.HOLD, Wording.HOLD_TRADITIONAL),
  PHONE_CHANGE_CANCELLED("登录账号的方式不变，先前的变更已取消。", "登入帳號的方式不變，先前的變更已取消。"),
  PHONE_CHANGED("登录账号的方式已变更。", "登入帳號的方式已變更。"),
  /** A take-over waits for its 48 hours: told as any other change of the ways. */
  TAKE_OVER_BEGUN(Wording.HOLD, Wording.HOLD_TRADITIONAL),
  /** All ways, sessions and links from before have ended. */
  TAKEN_OVER("登录账号的方式已全部重新设置。", "登入帳號的方式已全部重新設定。"),
  /** What opened a nameless account before its owner came, and a change that waited. */
  EARLIER_WAYS_ENDED("先前登录账号的方式和未生效的变更均已失效。", "先前登入帳號的方式和未生效的變更均已失效。"),
  /** Two accounts of one person are one: told to the phones of both. */
  ACCOUNTS_JOINED("您的账号已与另一个账号合并。", "您的帳號已與另一個帳號合併。"),
  ACCOUNTS_PARTED("您的账号已与合并的账号分开。", "您的帳號已與合併的帳號分開。"),
  FROZEN("您的账号已冻结。", "您的帳號已凍結。"),
  THAWED("您的账号已恢复使用。", "您的帳號已恢復使用。");

  private static final String NOT_YOU = "不是您本人：打开本市官网“我的账号”，或拨打热线。";
  private static final String NOT_YOU_TRADITIONAL = "不是您本人：打開本市官網「我的帳號」，或撥打熱線。";

  private final String simplified;
  private final String traditional;

  NoticeKind(String simplified, String traditional) {
    this.simplified = simplified;
    this.traditional = traditional;
  }

  /** The text, for whoever takes texts as they are. */
  public String text(boolean inTraditional) {
    return inTraditional ? traditional + NOT_YOU_TRADITIONAL : simplified + NOT_YOU;
  }

  /** What settings and providers call it: lower case words with hyphens. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static final class Wording {
    private static final String HOLD = "登录账号的方式将在48小时后变更。";
    private static final String HOLD_TRADITIONAL = "登入帳號的方式將在48小時後變更。";
  }
}
