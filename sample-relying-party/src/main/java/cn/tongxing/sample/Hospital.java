package cn.tongxing.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** 预约挂号: a citizen books an appointment. */
final class Hospital implements Service {

  /** One clinic hour that can be booked. */
  private record Slot(String id, String clinic, String doctor, String time, String fee) {}

  private static final List<Slot> SLOTS =
      List.of(
          new Slot("c1", "心血管内科", "林主任医师", "明天 上午 9:30", "25 元"),
          new Slot("c2", "呼吸内科", "陈副主任医师", "明天 下午 2:00", "20 元"),
          new Slot("c3", "儿科", "黄主治医师", "后天 上午 8:30", "15 元"),
          new Slot("c4", "中医科", "许主任医师", "后天 下午 3:30", "25 元"));

  @Override
  public String id() {
    return "hospital";
  }

  @Override
  public String title() {
    return "预约挂号";
  }

  @Override
  public String office() {
    return "市第一医院";
  }

  @Override
  public String welcome() {
    StringBuilder rows = new StringBuilder();
    for (Slot slot : SLOTS) {
      rows.append(
          "<li><strong>%s</strong><span>%s</span><span>%s</span></li>"
              .formatted(slot.clinic(), slot.doctor(), slot.time()));
    }
    return """
    <p class="lead">选择科室和时间，按时就诊，不用排队。</p>
    <section class="card"><h2>近日号源</h2><ul class="rows slots">%s</ul></section>
    """
        .formatted(rows);
  }

  @Override
  public String desk(AppSession session, AppSession.SignedIn who) {
    return bookings(session) + choice(session, who);
  }

  private static String bookings(AppSession session) {
    if (session.bookings().isEmpty()) {
      return "<section class=\"card\"><h2>我的预约</h2><p class=\"empty\">还没有预约。</p></section>";
    }
    StringBuilder rows = new StringBuilder();
    session.bookings().forEach(b -> rows.append("<li>").append(Html.escape(b)).append("</li>"));
    return "<section class=\"card\"><h2>我的预约</h2><ul class=\"rows\">%s</ul></section>"
        .formatted(rows);
  }

  private static String choice(AppSession session, AppSession.SignedIn who) {
    StringBuilder options = new StringBuilder();
    for (Slot slot : SLOTS) {
      options.append(
          """
          <label class="option"><input type="radio" name="slot" value="%s" required>
          <span><strong>%s</strong> %s<br>%s · 挂号费 %s</span></label>
          """
              .formatted(slot.id(), slot.clinic(), slot.doctor(), slot.time(), slot.fee()));
    }
    String phone =
        who.phone().map(p -> "<p class=\"hint\">预约短信发到 %s。</p>".formatted(masked(p))).orElse("");
    return """
    <section class="card"><h2>预约新号</h2>
    <form method="post" action="/act">
    <input type="hidden" name="form_token" value="%s">
    <fieldset><legend>选择科室和时间</legend>%s</fieldset>
    %s
    <button>确认预约</button>
    </form></section>
    """
        .formatted(session.formToken(), options, phone);
  }

  private static String masked(String phone) {
    return phone.length() < 8
        ? "您的手机"
        : Html.escape(
            phone.replaceFirst("^\\+(86|\\d{3})(\\d{2,3})\\d*(\\d{2})$", "+$1 $2******$3"));
  }

  @Override
  public Optional<String> act(AppSession session, Map<String, String> form) {
    return SLOTS.stream()
        .filter(slot -> slot.id().equals(form.get("slot")))
        .findFirst()
        .map(slot -> {
          boolean booked =
              session.book("%s %s %s".formatted(slot.time(), slot.clinic(), slot.doctor()));
          return (booked ? "已预约：%s %s。" : "您已经预约过：%s %s。").formatted(slot.time(), slot.clinic());
        });
  }
}
