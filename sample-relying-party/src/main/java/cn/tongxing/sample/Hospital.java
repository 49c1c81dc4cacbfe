package cn.tongxing.sample;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** 预约挂号: a citizen books an appointment. */
final class Hospital implements Service {

  /** The mainland's country code has two digits, those of other places that we serve three. */
  private static final Pattern PHONE = Pattern.compile("\\+(86|(?!86)\\d{3})(\\d{6,})");

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int DAYS = 2;
  private static final int MOST_EACH = 3;

  private final InstantSource clock;
  private final TextMessages messages;

  /** Who has which slot, by the subjects of this application. In memory, for everybody. */
  private final Map<String, String> taken = new ConcurrentHashMap<>();

  Hospital(InstantSource clock, TextMessages messages) {
    this.clock = clock;
    this.messages = messages;
  }

  @Override
  public String id() {
    return "hospital";
  }

  @Override
  public String title(Language language) {
    return language.say("预约挂号", "預約掛號", "Hospital appointments");
  }

  @Override
  public String office(Language language) {
    return language.say("市第一医院", "市第一醫院", "First City Hospital");
  }

  /** The clinic hours of the next days, the earliest first. */
  private List<Slot> slots() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    List<Slot> slots = new ArrayList<>();
    for (int day = 1; day <= DAYS; day++) {
      for (Clinic clinic : Clinic.values()) {
        slots.add(new Slot(clinic, today.plusDays(day).atTime(clinic.hour())));
      }
    }
    slots.sort(Comparator.comparing(Slot::time));
    return slots;
  }

  private List<Slot> free() {
    return slots().stream().filter(slot -> !taken.containsKey(slot.id())).toList();
  }

  private List<Slot> of(AppSession.SignedIn who) {
    String subject = who.citizen().subject();
    return slots().stream().filter(slot -> subject.equals(taken.get(slot.id()))).toList();
  }

  @Override
  public String welcome(Language language) {
    StringBuilder rows = new StringBuilder();
    for (Slot slot : free()) {
      rows.append(
          "<li><strong>%s</strong><span>%s</span><span>%s</span></li>"
              .formatted(
                  slot.clinic().title(language),
                  slot.clinic().doctor(language),
                  language.time().format(slot.time())));
    }
    return """
    <p class="lead">%s</p>
    <section class="card"><h2>%s</h2>%s</section>
    """
        .formatted(
            language.say(
                "选择科室和时间，按时就诊，不用排队。",
                "選擇科別和時間，按時就診，不用排隊。",
                "Choose a clinic and a time, and come when it is your turn."),
            language.say("近日号源", "近日可預約", "Free in the next days"),
            rows.isEmpty() ? full(language) : "<ul class=\"rows slots\">" + rows + "</ul>");
  }

  private static String full(Language language) {
    return "<p class=\"empty\">%s</p>"
        .formatted(language.say("近日已约满，请明天再来。", "近日已約滿，請明天再來。", "All taken. Come again tomorrow."));
  }

  @Override
  public String desk(Language language, AppSession session, AppSession.SignedIn who) {
    return bookings(language, session, who) + choice(language, session, who);
  }

  private String bookings(Language language, AppSession session, AppSession.SignedIn who) {
    StringBuilder rows = new StringBuilder();
    for (Slot slot : of(who)) {
      rows.append(
          """
          <li data-booking><span>%s</span><form method="post" action="/act">\
          <input type="hidden" name="form_token" value="%s">\
          <button class="quiet" name="cancel" value="%s" aria-label="%s">%s</button></form></li>
          """
              .formatted(
                  slot.words(language),
                  session.formToken(),
                  slot.id(),
                  language.say("取消预约", "取消預約", "Cancel") + " " + slot.words(language),
                  language.say("取消预约", "取消預約", "Cancel")));
    }
    String none = language.say("还没有预约。", "還沒有預約。", "None yet.");
    return "<section class=\"card\"><h2>%s</h2>%s</section>"
        .formatted(
            language.say("我的预约", "我的預約", "My appointments"),
            rows.isEmpty()
                ? "<p class=\"empty\">" + none + "</p>"
                : "<ul class=\"rows\">" + rows + "</ul>");
  }

  private String choice(Language language, AppSession session, AppSession.SignedIn who) {
    StringBuilder options = new StringBuilder();
    for (Slot slot : free()) {
      options.append(
          """
          <label class="option"><input type="radio" name="slot" value="%s" required>
          <span><strong>%s</strong> %s<br>%s · %s</span></label>
          """
              .formatted(
                  slot.id(),
                  slot.clinic().title(language),
                  slot.clinic().doctor(language),
                  language.time().format(slot.time()),
                  slot.clinic().fee(language)));
    }
    String heading = language.say("预约新号", "預約新號", "Book an appointment");
    if (options.isEmpty()) {
      return "<section class=\"card\"><h2>%s</h2>%s</section>".formatted(heading, full(language));
    }
    return """
    <section class="card"><h2>%s</h2>
    <form method="post" action="/act">
    <input type="hidden" name="form_token" value="%s">
    <fieldset><legend>%s</legend>%s</fieldset>
    %s
    <button id="book">%s</button>
    </form></section>
    """
        .formatted(
            heading,
            session.formToken(),
            language.say("选择科室和时间", "選擇科別和時間", "Clinic and time"),
            options,
            promise(language, who),
            language.say("确认预约", "確認預約", "Book"));
  }

  /** Only what is kept is promised. */
  private String promise(Language language, AppSession.SignedIn who) {
    return who.phone()
        .filter(phone -> messages.isThere())
        .map(Hospital::masked)
        .map(phone ->
            language.say(
                "预约短信发到 " + phone + "。",
                "預約簡訊發到 " + phone + "。",
                "A text message goes to " + phone + "."))
        .map(text -> "<p class=\"hint\">" + Html.escape(text) + "</p>")
        .orElse("");
  }

  /**
   * As the identity provider masks it: of the number itself the first two or three digits and the
   * last two, a star for each one between.
   */
  static String masked(String phone) {
    Matcher number = PHONE.matcher(phone);
    if (!number.matches()) {
      return "******";
    }
    String own = number.group(2);
    int first = 5 - number.group(1).length();
    return "+%s\u00a0%s%s%s"
        .formatted(
            number.group(1),
            own.substring(0, first),
            "*".repeat(own.length() - first - 2),
            own.substring(own.length() - 2));
  }

  @Override
  public Notice act(Language language, AppSession.SignedIn who, Map<String, String> form) {
    Optional<Slot> cancelled = named(form.get("cancel"));
    if (cancelled.isPresent()) {
      boolean was = taken.remove(cancelled.get().id(), who.citizen().subject());
      return new Notice(
          was, language.say("已取消：", "已取消：", "Cancelled: ") + cancelled.get().words(language));
    }
    return named(form.get("slot"))
        .map(slot -> book(language, who, slot))
        .orElseGet(() ->
            new Notice(
                false,
                language.say(
                    "没有办理成功，请重新选择。", "沒有辦理成功，請重新選擇。", "That did not work. Please choose again.")));
  }

  private Optional<Slot> named(@Nullable String id) {
    return slots().stream().filter(slot -> slot.id().equals(id)).findFirst();
  }

  /** The first to come has it; pressed twice is booked once, and written to once. */
  private Notice book(Language language, AppSession.SignedIn who, Slot slot) {
    String subject = who.citizen().subject();
    if (subject.equals(taken.get(slot.id()))) {
      return new Notice(
          true, language.say("您已经预约过：", "您已經預約過：", "Booked before: ") + slot.words(language));
    }
    if (of(who).size() >= MOST_EACH) {
      return new Notice(
          false, language.say("每人最多预约 3 个号。", "每人最多預約 3 個號。", "Three appointments each at most."));
    }
    if (taken.putIfAbsent(slot.id(), subject) != null) {
      return new Notice(
          false,
          language.say(
              "这个号刚被约走，请另选一个。", "這個號剛被約走，請另選一個。", "Somebody was quicker. Please choose another."));
    }
    return new Notice(
        true,
        language.say("已预约：", "已預約：", "Booked: ")
            + slot.words(language)
            + sent(language, who, slot));
  }

  private String sent(Language language, AppSession.SignedIn who, Slot slot) {
    if (who.phone().isEmpty() || !messages.isThere()) {
      return "";
    }
    String text =
        language.say(
            "【市第一医院】您已预约 %s。不能来时请登录“预约挂号”取消。",
            "【市第一醫院】您已預約 %s。不能來時請登入「預約掛號」取消。",
            "[First City Hospital] You are booked for %s. If you cannot come, sign in and cancel.");
    boolean accepted = messages.send(who.phone().get(), text.formatted(slot.words(language)));
    return accepted
        ? language.say("。短信已发出。", "。簡訊已發出。", ". A text message is on its way.")
        : language.say(
            "。短信没有发出，请以本页为准。",
            "。簡訊沒有發出，請以本頁為準。",
            ". The text message could not be sent; this page counts.");
  }

  /** One clinic hour that can be booked. */
  private record Slot(Clinic clinic, LocalDateTime time) {

    String id() {
      return clinic.name().toLowerCase(Locale.ROOT) + "-" + time.toLocalDate();
    }

    String words(Language language) {
      return language.time().format(time)
          + " "
          + clinic.title(language)
          + language.say("（", "（", " (")
          + clinic.doctor(language)
          + language.say("）", "）", ")");
    }
  }

  /** The clinics. */
  private enum Clinic {
    HEART("心血管内科", "心血管內科", "Cardiology", "林主任医师", "林主任醫師", "Dr Lin", 9, 25),
    LUNGS("呼吸内科", "呼吸內科", "Respiratory", "陈副主任医师", "陳副主任醫師", "Dr Chen", 14, 20),
    CHILDREN("儿科", "兒科", "Children", "黄主治医师", "黃主治醫師", "Dr Huang", 8, 15),
    TRADITIONAL("中医科", "中醫科", "Chinese medicine", "许主任医师", "許主任醫師", "Dr Xu", 15, 25);

    private final String simplified;
    private final String traditional;
    private final String english;
    private final String doctorSimplified;
    private final String doctorTraditional;
    private final String doctorEnglish;
    private final int hour;
    private final int yuan;

    Clinic(
        String simplified,
        String traditional,
        String english,
        String doctorSimplified,
        String doctorTraditional,
        String doctorEnglish,
        int hour,
        int yuan) {
      this.simplified = simplified;
      this.traditional = traditional;
      this.english = english;
      this.doctorSimplified = doctorSimplified;
      this.doctorTraditional = doctorTraditional;
      this.doctorEnglish = doctorEnglish;
      this.hour = hour;
      this.yuan = yuan;
    }

    String title(Language language) {
      return language.say(simplified, traditional, english);
    }

    String doctor(Language language) {
      return language.say(doctorSimplified, doctorTraditional, doctorEnglish);
    }

    String fee(Language language) {
      return language.say(
          "挂号费 " + yuan + "\u00a0元", "掛號費 " + yuan + "\u00a0元", "fee CNY\u00a0" + yuan);
    }

    LocalTime hour() {
      return LocalTime.of(hour, 30);
    }
  }
}
