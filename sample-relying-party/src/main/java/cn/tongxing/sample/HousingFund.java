package cn.tongxing.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;

/** 住房公积金: a citizen looks at the account. */
final class HousingFund implements Service {

  /**
   * A citizen's account, made up from the pseudonym by which the identity provider names the
   * citizen here: always the same for one, another for each.
   *
   * @param monthly and balance in fen
   */
  private record Account(String number, long monthly, long balance) {

    static Account of(String subject) {
      byte[] digest = digest(subject);
      long monthly = 60_000 + number(digest, 0) % 300_000;
      long months = 6 + number(digest, 4) % 120;
      String account = "3502%08d".formatted(number(digest, 8) % 100_000_000);
      return new Account(account, monthly, monthly * months + number(digest, 12) % 10_000);
    }

    private static long number(byte[] digest, int at) {
      long value = 0;
      for (int i = at; i < at + 4; i++) {
        value = (value << 8) | (digest[i] & 0xFF);
      }
      return value;
    }

    private static byte[] digest(String subject) {
      try {
        return MessageDigest.getInstance("SHA-256")
            .digest(subject.getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public String id() {
    return "housing-fund";
  }

  @Override
  public String title(Language language) {
    return language.say("公积金查询", "公積金查詢", "Housing fund");
  }

  @Override
  public String office(Language language) {
    return language.say("市住房公积金中心", "市住房公積金中心", "Housing Fund Centre");
  }

  @Override
  public String welcome(Language language) {
    return "<p class=\"lead\">%s</p>"
        .formatted(
            language.say("查询您本人的公积金账户。", "查詢您本人的公積金帳戶。", "See your own housing fund account."));
  }

  @Override
  public String desk(Language language, AppSession session, AppSession.SignedIn who) {
    Account account = Account.of(who.citizen().subject());
    return """
    <section class="card"><h2>%s</h2>
    <dl>
    <div><dt>%s</dt><dd data-account>%s</dd></div>
    <div><dt>%s</dt><dd data-balance>%s</dd></div>
    <div><dt>%s</dt><dd>%s</dd></div>
    <div><dt>%s</dt><dd>%s</dd></div>
    </dl>
    </section>
    """
        .formatted(
            language.say("我的账户", "我的帳戶", "My fund"),
            language.say("公积金账号", "公積金帳號", "Account number"),
            account.number(),
            language.say("账户余额", "帳戶餘額", "Balance"),
            yuan(language, account.balance()),
            language.say("每月缴存", "每月繳存", "Paid in each month"),
            yuan(language, account.monthly()),
            language.say("账户状态", "帳戶狀態", "State"),
            language.say("正常", "正常", "in order"));
  }

  private static String yuan(Language language, long fen) {
    String amount = String.format(Locale.ROOT, "%,d.%02d", fen / 100, fen % 100);
    return language.say(amount + "\u00a0元", amount + "\u00a0元", "CNY\u00a0" + amount);
  }

  @Override
  public Notice act(Language language, AppSession.SignedIn who, Map<String, String> form) {
    return new Notice(
        false, language.say("这里没有可办理的事项。", "這裡沒有可辦理的事項。", "There is nothing to do here."));
  }
}
