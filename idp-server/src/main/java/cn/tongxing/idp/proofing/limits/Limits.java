package cn.tongxing.idp.proofing.limits;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.proofing.LimitSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final Duration EVER = Duration.ofDays(36_500);

  private final LimitSettings settings;
  private final Counters counters;
  private final Floor floor;
  private final BlindIndex index;
  private final StoppedTries stopped;
  private final InstantSource clock;

  Limits(
      LimitSettings settings,
      Counters counters,
      Floor floor,
      BlindIndex index,
      StoppedTries stopped,
      InstantSource clock) {
    this.settings = settings;
    this.counters = counters;
    this.floor = floor;
    this.index = index;
    this.stopped = stopped;
    this.clock = clock;
  }

  /** Who tries: the network and the browser. */
  public record Source(RequestOrigin origin, byte[] browser) {
    private String network() {
      return origin.network();
    }

    private String device() {
      return HexFormat.of().formatHex(Arrays.copyOf(browser, 12));
    }
  }

  public LimitSettings settings() {
    return settings;
  }

  /** Records that a limit stopped a try; at most one event for each used-up budget. */
  public void recordStopped(Admission.Limited limited, AuditEvent event) {
    stopped.record(limited, event);
  }

  /** Before a code is sent; the second half is {@link #sendFloor}. */
  public Admission send(PhoneNumber phone, Source source) {
    LimitSettings.Sms sms = settings.sms();
    String number = hex(phone);
    String e164 = phone.reveal();
    String prefix = e164.substring(0, Math.min(e164.length(), 6));
    return counters.take(
        "sms",
        List.of(
            new Budget("pause:" + number, 1, sms.pause()),
            new Budget("hour:" + number, sms.numberPerHour(), HOUR),
            new Budget("day:" + number, sms.numberPerDay(), DAY),
            new Budget("net-hour:" + source.network(), sms.addressPerHour(), HOUR),
            new Budget("net-day:" + source.network(), sms.addressPerDay(), DAY),
            new Budget("device:" + source.device(), sms.devicePerDay(), DAY),
            new Budget("prefix:" + prefix, sms.prefixPerHour(), HOUR, Budget.Effect.PRESSES),
            new Budget(
                "prefix:" + prefix + ":" + source.network(),
                sms.pressedPrefixAddressPerHour(),
                HOUR,
                Budget.Effect.STOPS_UNDER_PRESSURE),
            new Budget("all", sms.allPerDay(), DAY)),
        clock.instant());
  }

  /** The part of {@link #send} that survives Redis; in the transaction of the audit event. */
  public Admission sendFloor(PhoneNumber phone) {
    return floor.send(blind(phone), settings.sms(), settings.code(), clock.instant());
  }

  /**
   * Before a code is compared, in the transaction that compares it: counts it as wrong, and holds
   * every other try at the number until the transaction ends. A right one is rolled back.
   */
  public Admission enterCode(PhoneNumber phone) {
    return floor.count(
        Floor.Tried.CODE,
        blind(phone),
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

  /** Before a password is compared. */
  public Admission enterPassword(String account, Source source) {
    LimitSettings.Password password = settings.password();
    Optional<Instant> refused =
        floor.stopped(
            Floor.Tried.PASSWORD,
            subject(account),
            password.wrongWithoutProof(),
            EVER,
            clock.instant());
    if (refused.isPresent()) {
      // not until a date: until the person has signed in another way
      return new Admission.Limited(clock.instant().plus(DAY), "password:ever:" + account);
    }
    return counters.take(
        "password",
        List.of(
            new Budget("account:" + account, password.accountAtOnce(), password.delay()),
            new Budget("net:" + source.network(), password.addressPerHour(), HOUR)),
        clock.instant());
  }

  public void passwordWasRight(Admission.Admitted admitted) {
    counters.giveBack("password", admitted.taken());
  }

  /** In the transaction of the audit event. */
  public void passwordWasWrong(String account) {
    floor.failed(Floor.Tried.PASSWORD, subject(account), EVER, clock.instant());
  }

  /** A person proved themselves: wrong passwords of before no longer count. */
  public void forgetPasswords(String account) {
    floor.forget(Floor.Tried.PASSWORD, subject(account));
  }

  /**
   * The name to count a document by, from what was typed. Only letters and digits count, so that no
   * space, dash or invisible character that a reader of numbers skips makes a second name.
   */
  public String document(String number) {
    String canonical =
        java.text.Normalizer.normalize(number, java.text.Normalizer.Form.NFKC)
            .replaceAll("[^\\p{L}\\p{N}]", "")
            .toUpperCase(java.util.Locale.ROOT);
    return HexFormat.of().formatHex(index.of("limit-document", canonical));
  }

  /**
   * Before an authority is asked about documents. Each counts by itself: one that is always the
   * same must not hide another that is guessed at.
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
    budgets.add(new Budget("device:" + source.device(), real.devicePerDay(), DAY));
    budgets.add(new Budget("net:" + source.network(), real.addressPerDay(), DAY));
    phone.ifPresent(p -> budgets.add(new Budget("phone:" + hex(p), real.numberPerDay(), DAY)));
    return counters.take("real-name", budgets, now);
  }

  private Optional<Admission.Limited> refused(
      List<String> documents, Optional<PhoneNumber> phone, Instant now) {
    LimitSettings.RealName real = settings.realName();
    for (String document : documents) {
      Optional<Instant> until =
          floor.stopped(Floor.Tried.DOCUMENT, subject(document), real.documentPerDay(), DAY, now);
      if (until.isPresent()) {
        return Optional.of(new Admission.Limited(until.get(), "real-name:floor:" + document));
      }
    }
    return phone
        .flatMap(p ->
            floor.stopped(Floor.Tried.DOCUMENT_BY_PHONE, blind(p), real.numberPerDay(), DAY, now))
        .map(until ->
            new Admission.Limited(until, "real-name:floor:" + String.join("+", documents)));
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
