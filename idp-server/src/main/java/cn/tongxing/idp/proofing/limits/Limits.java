package cn.tongxing.idp.proofing.limits;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.proofing.LimitSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * The limits of proving (rate limits). A try is counted before it is made, so that a hundred at
 * once are a hundred; a try that was right is given back. Failures are also counted in the floor,
 * in the transaction of their audit event.
 */
@Service
public class Limits {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TOLD_IN = Duration.ofDays(30);
  private static final int TOLD_BY_PHONE = 2;

  /** How the name of a document begins that is tried in a browser of its person's own. */
  private static final String OWN = "own-";

  private final LimitSettings settings;
  private final Counters counters;
  private final Floor floor;
  private final BlindIndex index;
  private final StoppedTries stopped;
  private final OwnBudgets own;
  private final DeviceBudgets devices;
  private final CountedPasswords locked;
  private final InstantSource clock;

  Limits(
      LimitSettings settings,
      Counters counters,
      Floor floor,
      BlindIndex index,
      StoppedTries stopped,
      OwnBudgets own,
      DeviceBudgets devices,
      CountedPasswords locked,
      InstantSource clock) {
    this.settings = settings;
    this.counters = counters;
    this.floor = floor;
    this.index = index;
    this.stopped = stopped;
    this.own = own;
    this.devices = devices;
    this.locked = locked;
    this.clock = clock;
  }

  /**
   * Who tries: the network and the browser.
   *
   * @param place as far as somebody may have signed in there before
   * @param browser keyed hash of its cookie
   * @param kiosk key of the self-service machine; empty elsewhere
   * @param desk number of the member of staff who conducts it for others; empty elsewhere
   */
  public record Source(
      KnownPlaces.Place place, byte[] browser, Optional<UUID> kiosk, Optional<String> desk) {
    /** A browser of somebody's own. */
    public Source(KnownPlaces.Place place, byte[] browser) {
      this(place, browser, Optional.empty(), Optional.empty());
    }
  }

  public LimitSettings settings() {
    return settings;
  }

  /** Records that a limit stopped a try; at most one event for each used-up budget. */
  public void recordStopped(Admission.Limited limited, AuditEvent event) {
    stopped.record(limited, event);
  }

  /**
   * How a try is counted where its person has signed in before.
   *
   * @param subject in place of that of strangers; no personal data
   * @param browser whether it is a browser of theirs, which is nobody else's. Their network is
   *     others' too: what those use up of its budgets stops this as any other number, or it would
   *     tell whose numbers signed in from there
   */
  public record Own(byte[] subject, boolean browser) {}

  /**
   * A phone, and how the tries of a source at it are counted.
   *
   * @param own as what, where its person has signed in before; empty: with those of strangers
   */
  public record Line(PhoneNumber phone, Source source, Optional<Own> own) {
    /** Without the number. */
    @Override
    public String toString() {
      return "Line[" + phone.masked() + "]";
    }
  }

  public Line line(PhoneNumber phone, Source source) {
    return new Line(phone, source, own.of(blind(phone), phone.reveal(), source));
  }

  /** Before a code is sent; the second half is {@link #sendFloor}. */
  public Admission send(Line line) {
    return line.own()
        .map(own -> sendKnown(own, line.source()))
        .filter(admission -> !isUsedUp(admission))
        .orElseGet(() -> sendStranger(line.phone(), line.source()));
  }

  /** The prefix, which strangers elsewhere use up too, does not stop what is so little. */
  private Admission sendKnown(Own own, Source source) {
    LimitSettings.Sms sms = settings.sms();
    String line = HexFormat.of().formatHex(own.subject());
    List<Budget> budgets = new ArrayList<>();
    budgets.add(new Budget("pause:" + line, 1, sms.pause()));
    budgets.add(new Budget("day:" + line, sms.knownPlacePerDay(), DAY));
    budgets.addAll(own.browser() ? List.of() : devices.codes(source));
    // in their network alone it would tell whoever stands in it who else does
    budgets.add(new Budget("all", own.browser() ? sms.allPerDay() : sms.strangersPerDay(), DAY));
    return counters.take("sms", budgets, clock.instant());
  }

  /** More than the pause between two codes. */
  private boolean isUsedUp(Admission admission) {
    return admission instanceof Admission.Limited limited
        && limited.until().isAfter(clock.instant().plus(settings.sms().pause()));
  }

  private Admission sendStranger(PhoneNumber phone, Source source) {
    LimitSettings.Sms sms = settings.sms();
    String number = hex(phone);
    String e164 = phone.reveal();
    String prefix = e164.substring(0, Math.min(e164.length(), 6));
    List<Budget> budgets = new ArrayList<>();
    budgets.add(new Budget("pause:" + number, 1, sms.pause()));
    budgets.add(new Budget("hour:" + number, sms.numberPerHour(), HOUR));
    budgets.add(new Budget("day:" + number, sms.numberPerDay(), DAY));
    budgets.addAll(devices.codes(source));
    budgets.addAll(devices.prefix(source, prefix));
    budgets.add(new Budget("all", sms.strangersPerDay(), DAY));
    return counters.take("sms", budgets, clock.instant());
  }

  /** The part of {@link #send} that survives Redis; in the transaction of the audit event. */
  public Admission sendFloor(Line line) {
    LimitSettings.Sms sms = settings.sms();
    Floor.Sends strangers = new Floor.Sends(sms.pause(), sms.numberPerHour(), sms.numberPerDay());
    int few = sms.knownPlacePerDay();
    return line.own()
        .map(own -> floorOf(own.subject(), new Floor.Sends(sms.pause(), few, few)))
        .filter(admission -> !isUsedUp(admission))
        .orElseGet(() -> floorOf(blind(line.phone()), strangers));
  }

  private Admission floorOf(byte[] subject, Floor.Sends most) {
    return floor.send(subject, most, settings.code(), clock.instant());
  }

  /**
   * Before a code is compared, in the transaction that compares it: counts it as wrong, and holds
   * every other try that is counted with it until the transaction ends. A right one is rolled back.
   */
  public Admission enterCode(Line line) {
    return floor.count(
        Floor.Tried.CODE,
        line.own().map(Own::subject).orElseGet(() -> blind(line.phone())),
        settings.code().wrongPerNumberAndDay(),
        DAY,
        clock.instant());
  }

  /** As {@link #enterCode}, for the end of a document number typed after a code to this phone. */
  public Admission enterTail(PhoneNumber phone) {
    return floor.count(
        Floor.Tried.DOCUMENT_TAIL,
        blind(phone),
        settings.code().wrongDocumentsPerNumberAndDay(),
        DAY,
        clock.instant());
  }

  /**
   * An account, and how the tries of a source at its password are counted.
   *
   * @param typed what was typed, whosever it is; no personal data
   * @param key no personal data
   * @param browser whether in a browser of its person's own: {@link Own}
   */
  public record Account(String typed, String key, boolean browser) {}

  /**
   * How tries are counted.
   *
   * @param typed of the identifier alone
   * @param key of the account that the identifier leads to
   */
  public Account account(String typed, String key, String identifier, Source source) {
    HexFormat hex = HexFormat.of();
    return own.of(List.of(subject(typed), subject(key)), identifier, source)
        .map(both ->
            new Account(
                hex.formatHex(both.getFirst().subject()),
                hex.formatHex(both.getLast().subject()),
                both.getFirst().browser()))
        .orElseGet(() -> new Account(typed, key, false));
  }

  /**
   * Before a password is tried, what may be told: by what was typed, whosever it is. Whoever uses
   * up one name of a person must not learn from it which other names are theirs.
   */
  public Admission enterPassword(Account account, Source source) {
    Budget tries = passwords("typed:" + account.typed());
    return counters.take(
        "password",
        account.browser() ? List.of(tries) : List.of(tries, devices.passwords(source)),
        clock.instant());
  }

  /**
   * Before a password that may be tried is compared, what is not told: by the account, whatever it
   * was called. Empty: it is not compared, and answered as a wrong one, for a while, or until the
   * person has signed in another way.
   *
   * @return both, to be given back together
   */
  public Optional<Admission.Admitted> mayCompare(Account account, Admission.Admitted tried) {
    List<Budget> tries = List.of(passwords("account:" + account.key()));
    Admission admission = counters.take("password", tries, clock.instant());
    return locked.isLocked(account.key())
            || !(admission instanceof Admission.Admitted(List<Budget> taken))
        ? Optional.empty()
        : Optional.of(
            new Admission.Admitted(Stream.concat(tried.taken().stream(), taken.stream()).toList()));
  }

  private Budget passwords(String key) {
    return new Budget(key, settings.password().accountAtOnce(), settings.password().delay());
  }

  public void passwordWasRight(Admission.Admitted admitted) {
    counters.giveBack("password", admitted.taken());
  }

  /** In the transaction of the audit event. */
  public void passwordWasWrong(Account account) {
    failed(account.key());
  }

  /** The same where it was not compared: takes its time, and counts against nobody. */
  public void passwordWasNotCompared(Account account) {
    failed("not compared:" + account.typed());
  }

  private void failed(String key) {
    floor.failed(Floor.Tried.PASSWORD, subject(key), CountedPasswords.EVER, clock.instant());
  }

  /**
   * A person proved themselves: wrong passwords of before no longer count, neither those of
   * strangers nor those of this place.
   */
  public void forgetPasswords(String key, Source source) {
    Stream<String> here = own.all(subject(key), source).stream().map(HexFormat.of()::formatHex);
    floor.forget(
        Floor.Tried.PASSWORD, Stream.concat(Stream.of(key), here).map(Limits::subject).toList());
  }

  /**
   * The name to count a document by, from what was typed. Only letters and digits count, so that no
   * space, dash or invisible character that a reader of numbers skips makes a second name. Where
   * the document's person has signed in before, it is another one than for strangers; in a browser
   * of theirs it says so: {@link #isOwn}.
   */
  public String document(String number, Source source) {
    String canonical =
        java.text.Normalizer.normalize(number, java.text.Normalizer.Form.NFKC)
            .replaceAll("[^\\p{L}\\p{N}]", "")
            .toUpperCase(java.util.Locale.ROOT);
    byte[] subject = index.of("limit-document", canonical);
    return own.of(subject, number, source)
        .map(it -> (it.browser() ? OWN : "") + HexFormat.of().formatHex(it.subject()))
        .orElseGet(() -> HexFormat.of().formatHex(subject));
  }

  private static boolean isOwn(String document) {
    return document.startsWith(OWN);
  }

  /**
   * Before an authority is asked about documents. Each counts by itself: one that is always the
   * same must not hide another that is guessed at. Where all of them are of persons whom this
   * browser signed in before, neither it nor the network, which strangers use up too, stops what is
   * so little.
   *
   * @param documents as {@link #document} names them
   */
  public Admission compareDocuments(
      Set<String> documents, Optional<PhoneNumber> phone, Source source) {
    LimitSettings.RealName real = settings.realName();
    Instant now = clock.instant();
    List<String> inOrder = documents.stream().sorted().toList();
    Optional<Admission.Limited> refused = refused(inOrder, phone, now);
    if (refused.isPresent()) {
      return refused.get();
    }
    List<Budget> budgets = new ArrayList<>();
    inOrder.forEach(
        each -> budgets.add(new Budget("document:" + each, real.documentPerDay(), DAY)));
    if (!documents.stream().allMatch(Limits::isOwn)) {
      budgets.addAll(devices.documents(source));
    }
    phone.ifPresent(p -> budgets.add(new Budget("phone:" + hex(p), real.numberPerDay(), DAY)));
    return counters.take("real-name", budgets, now);
  }

  private Optional<Admission.Limited> refused(
      List<String> documents, Optional<PhoneNumber> phone, Instant now) {
    LimitSettings.RealName real = settings.realName();
    List<Floor.Watched> watched = new ArrayList<>();
    for (String each : documents) {
      watched.add(new Floor.Watched(Floor.Tried.DOCUMENT, subject(each), real.documentPerDay()));
    }
    phone.ifPresent(p ->
        watched.add(
            new Floor.Watched(Floor.Tried.DOCUMENT_BY_PHONE, blind(p), real.numberPerDay())));
    return floor
        .stopped(watched, DAY, now)
        .map(stopped ->
            new Admission.Limited(
                stopped.until(),
                "real-name:floor:"
                    + (stopped.index() < documents.size()
                        ? documents.get(stopped.index())
                        : String.join("+", documents))));
  }

  public void documentsWereNotRefused(Admission.Admitted admitted) {
    counters.giveBack("real-name", admitted.taken());
  }

  /** In the transaction of the audit event. */
  public void documentsWereRefused(Set<String> documents, Optional<PhoneNumber> phone) {
    Instant now = clock.instant();
    documents.stream()
        .sorted() // two at once lock in one order
        .forEach(each -> floor.failed(Floor.Tried.DOCUMENT, subject(each), DAY, now));
    phone.ifPresent(p -> floor.failed(Floor.Tried.DOCUMENT_BY_PHONE, blind(p), DAY, now));
  }

  /**
   * Whether who has just proven name, number and this phone may be told that there is an account:
   * of two documents a phone in 30 days, each as often as it is proven. In a transaction.
   *
   * @param documents as {@link #document} names them
   */
  public boolean mayTell(Set<String> documents, PhoneNumber phone) {
    String pair = hex(phone) + " " + String.join("+", documents.stream().sorted().toList());
    Instant now = clock.instant();
    if (floor.stopped(Floor.Tried.TOLD, subject(pair), 1, TOLD_IN, now).isPresent()) {
      return true; // what was said before is no news
    }
    if (floor.count(Floor.Tried.TOLD_BY_PHONE, blind(phone), TOLD_BY_PHONE, TOLD_IN, now)
        instanceof Admission.Limited) {
      return false;
    }
    floor.failed(Floor.Tried.TOLD, subject(pair), TOLD_IN, now);
    return true;
  }

  private byte[] blind(PhoneNumber phone) {
    return index.of("phone", phone.reveal());
  }

  private String hex(PhoneNumber phone) {
    return HexFormat.of().formatHex(blind(phone));
  }

  private static byte[] subject(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
