package cn.tongxing.sample;

import java.util.Map;
import java.util.Optional;

/** 住房公积金: a citizen looks at the account. */
final class HousingFund implements Service {

  @Override
  public String id() {
    return "housing-fund";
  }

  @Override
  public String title() {
    return "公积金查询";
  }

  @Override
  public String office() {
    return "市住房公积金中心";
  }

  @Override
  public String welcome() {
    return "<p class=\"lead\">查询余额、缴存明细和贷款进度。</p>";
  }

  @Override
  public String desk(AppSession session, AppSession.SignedIn who) {
    return """
    <section class="card"><h2>我的账户</h2>
    <dl>
    <div><dt>账户余额</dt><dd>86,420.50 元</dd></div>
    <div><dt>本月缴存</dt><dd>1,960.00 元</dd></div>
    <div><dt>账户状态</dt><dd>正常</dd></div>
    </dl>
    <p class="hint">您在本中心的编号</p>
    <p class="subject" data-subject>%s</p>
    </section>
    """
        .formatted(Html.escape(who.citizen().subject()));
  }

  @Override
  public Optional<String> act(AppSession session, Map<String, String> form) {
    return Optional.empty();
  }
}
