package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.login.limits.Admission;
import cn.tongxing.idp.login.limits.Admission.Admitted;
import cn.tongxing.idp.login.limits.Admission.Limited;
import cn.tongxing.idp.login.limits.Limits;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.sms.SmsMessage;
import cn.tongxing.idp.login.sms.SmsSender;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Possession of a phone by a one-time code (NIST SP 800-63B-4 3.1.3.2): six digits, five minutes,
 * five tries, for one transaction, way and number; dead when a new one is sent.
 *
 * <p>A code is sent whether anybody has the number or not, so that neither answer nor time tells;
 * only who holds the phone learns on the page after the code that no account is bound to it.
 */
@Component
class Codes {

  private static final byte[] DEAD = new byte[0];
  private static final Pattern FORM = Pattern.compile("[0-9]{6}");

  /** No letter that is taken for a digit. */
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final Pattern LETTERS_BEFORE = Pattern.compile("^[A-Za-z]{2}(?=[0-9]{6}$)");

  private final KeyedHash hash;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Limits limits;
  private final SmsSender sender;
  private final Audit audit;
  private final TransactionOperations database;
  private final Issuer issuer;

  Codes(
      KeyedHash hash,
      SecureRandom random,
      InstantSource clock,
      Limits limits,
      SmsSender sender,
      Audit audit,
      TransactionOperations database,
      Issuer issuer) {
    this.hash = hash;
    this.random = random;
    this.clock = clock;
    this.limits = limits;
    this.sender = sender;
    this.audit = audit;
    this.database = database;
    this.issuer = issuer;
  }

  /** The page that asks for the number, with what was typed before. */
  Next askPhone(Transaction transaction) {
    String typed = transaction.typed().getOrDefault("phone", "");
    return new Next.Show(transaction.at(new Stage.AskPhone(typed, Problems.none())));
  }

  /** A number was typed. */
  Next phoneTyped(Transaction transaction, Action action, Visitor visitor) {
    String typed = action.line("phone");
    Transaction kept = transaction.keeping(Map.of("phone", typed));
    Optional<PhoneNumber> phone = PhoneNumber.parse(typed);
    return phone.isPresent()
        ? send(kept, phone.get(), false, visitor)
        : new Next.Show(
            kept.at(
                new Stage.AskPhone(
                    typed,
                    Problems.field(typed.isEmpty() ? "phone.blank" : "phone.wrong", "phone"))));
  }

  /** Sends a code, unless a limit says no, and asks for it. */
  Next send(Transaction transaction, PhoneNumber phone, boolean fixed, Visitor visitor) {
    Admission admission = limits.send(phone, visitor.source());
    if (admission instanceof Admitted) {
      admission = recorded(transaction, phone, visitor);
    }
    if (admission instanceof Limited limited) {
      return limited(transaction, phone, fixed, limited, visitor);
    }
    String code = "%06d".formatted(random.nextInt(1_000_000));
    Duration lifetime = limits.settings().code().lifetime();
    byte[] stored = hash.of("sign-in-code", content(transaction, phone, code));
    SmsMessage message =
        new SmsMessage(
            phone,
            code,
            letters(stored),
            lifetime.toMinutes(),
            issuer.uri().getHost(),
            transaction.request().locale());
    if (sender.send(message) == SmsSender.Handover.FAILED) {
      record(AuditEventType.UPSTREAM_UNAVAILABLE, transaction, visitor, "adapter", "sms");
      return notSent(transaction, phone, fixed);
    }
    Instant now = clock.instant();
    return new Next.Show(
        transaction.at(
            new Stage.AskCode(phone, stored, now.plus(lifetime), 0, now, fixed, Problems.none())));
  }

  /**
   * The way is not to blame, nor is the number: a code of before stays good, what was typed too.
   */
  private Next notSent(Transaction transaction, PhoneNumber phone, boolean fixed) {
    Problem problem = new Problem("otp.not-sent", java.util.List.of(), "");
    if (transaction.stage() instanceof Stage.AskCode asked && asked.phone().equals(phone)) {
      return show(transaction, asked, problem);
    }
    Instant now = clock.instant();
    return new Next.Show(
        transaction.at(
            fixed
                ? new Stage.AskCode(phone, DEAD, now, 0, now, true, Optional.of(problem))
                : new Stage.AskPhone(
                    transaction.typed().getOrDefault("phone", ""), Optional.of(problem))));
  }

  /** The floor and the event in one transaction, before the message leaves. */
  private Admission recorded(Transaction transaction, PhoneNumber phone, Visitor visitor) {
    return database.execute(status -> {
      Admission floor = limits.sendFloor(phone);
      if (floor instanceof Admitted) {
        audit.record(visitor.event(AuditEventType.SMS_SENT, transaction, transaction.way()));
      }
      return floor;
    });
  }

  private Next limited(
      Transaction transaction, PhoneNumber phone, boolean fixed, Limited limited, Visitor visitor) {
    limits.recordStopped(
        limited, event(AuditEventType.SIGN_IN_LIMITED, transaction, visitor, "limit", "sms"));
    if (transaction.stage() instanceof Stage.AskCode asked && asked.phone().equals(phone)) {
      return new Next.Show(transaction.at(with(asked, problem(transaction, limited, ""))));
    }
    Problem problem = problem(transaction, limited, "phone");
    return new Next.Show(
        fixed
            ? transaction.at(new Stage.Refused(problem))
            : transaction.at(
                new Stage.AskPhone(
                    transaction.typed().getOrDefault("phone", ""), Optional.of(problem))));
  }

  /** Within a minute the seconds are said, later the time. */
  private Problem problem(Transaction transaction, Limited limited, String field) {
    long seconds = Duration.between(clock.instant(), limited.until()).toSeconds() + 1;
    return seconds <= limits.settings().sms().pause().toSeconds()
        ? Problems.tooSoon(seconds)
        : Problems.until("phone.limit", limited.until(), transaction.request().locale(), field);
  }

  /** An action on the page that asks for the code. */
  Next answer(Transaction transaction, Stage.AskCode asked, Action action, Visitor visitor) {
    if (action.is("resend")) {
      return send(transaction, asked.phone(), asked.fixed(), visitor);
    }
    if (action.is("change-phone") && !asked.fixed()) {
      return askPhone(transaction);
    }
    return action.is("submit")
        ? compare(transaction, asked, digits(action.field("code")), visitor)
        : new Next.Show(transaction);
  }

  private Next compare(Transaction transaction, Stage.AskCode asked, String code, Visitor visitor) {
    if (code.isEmpty()) {
      return show(transaction, asked, problem("otp.blank"));
    }
    if (!FORM.matcher(code).matches()) {
      return show(transaction, asked, problem("otp.form")); // a slip of the finger is no try
    }
    if (asked.hash().length == 0) {
      return show(transaction, asked, problem("otp.used-up"));
    }
    if (!clock.instant().isBefore(asked.expires())) {
      return show(transaction, dead(asked), problem("otp.expired"));
    }
    return switch (tried(transaction, asked, code, visitor)) {
      case Try.Stopped(Limited limited) -> {
        limits.recordStopped(
            limited, event(AuditEventType.SIGN_IN_LIMITED, transaction, visitor, "limit", "code"));
        yield show(
            transaction,
            asked,
            Problems.until("otp.locked", limited.until(), transaction.request().locale(), "code"));
      }
      case Try.Wrong _ -> wrong(transaction, asked);
      case Try.Right _ -> new Next.PhoneProven(transaction.proving(asked.phone()));
    };
  }

  /** What became of a code that was typed. */
  private sealed interface Try {
    record Right() implements Try {}

    record Wrong() implements Try {}

    record Stopped(Limited limited) implements Try {}
  }

  /**
   * Counts a try, then compares, in one transaction: tries at one number come one after the other,
   * whatever transactions they belong to. A right one takes its count back by undoing it.
   */
  private Try tried(Transaction transaction, Stage.AskCode asked, String code, Visitor visitor) {
    String content = content(transaction, asked.phone(), code);
    return database.execute(status -> {
      if (limits.enterCode(asked.phone()) instanceof Limited limited) {
        return new Try.Stopped(limited);
      }
      if (hash.matches(asked.hash(), "sign-in-code", content)) {
        status.setRollbackOnly();
        return new Try.Right();
      }
      record(AuditEventType.SMS_CODE_REFUSED, transaction, visitor, "reason", "wrong");
      return new Try.Wrong();
    });
  }

  private Next wrong(Transaction transaction, Stage.AskCode asked) {
    int wrong = asked.wrong() + 1;
    int left = limits.settings().code().wrongPerCode() - wrong;
    Stage.AskCode counted =
        new Stage.AskCode(
            asked.phone(),
            left > 0 ? asked.hash() : DEAD,
            asked.expires(),
            wrong,
            asked.sentAt(),
            asked.fixed(),
            Problems.none());
    return show(transaction, counted, left > 0 ? Problems.wrongCode(left) : problem("otp.used-up"));
  }

  private static Problem problem(String key) {
    return new Problem(key, java.util.List.of(), "code");
  }

  private static Next show(Transaction transaction, Stage.AskCode asked, Problem problem) {
    return new Next.Show(transaction.at(with(asked, problem)));
  }

  private static Stage.AskCode dead(Stage.AskCode asked) {
    return new Stage.AskCode(
        asked.phone(),
        DEAD,
        asked.expires(),
        asked.wrong(),
        asked.sentAt(),
        asked.fixed(),
        asked.problem());
  }

  private static Stage.AskCode with(Stage.AskCode asked, Problem problem) {
    return new Stage.AskCode(
        asked.phone(),
        asked.hash(),
        asked.expires(),
        asked.wrong(),
        asked.sentAt(),
        asked.fixed(),
        Optional.of(problem));
  }

  /** What a code is good for: this transaction, this way, this number. */
  private static String content(Transaction transaction, PhoneNumber phone, String code) {
    return String.join("|", transaction.id().toString(), transaction.way(), phone.reveal(), code);
  }

  /**
   * Two letters by which a message and its page are seen to belong together; blank for a dead code.
   * They follow from the keyed hash: without the key they say nothing of the code.
   */
  static String letters(byte[] hash) {
    return hash.length == 0
        ? ""
        : "" + LETTERS.charAt((hash[0] & 0xFF) % 24) + LETTERS.charAt((hash[1] & 0xFF) % 24);
  }

  /** Full-width digits become half-width ones; the message's letters may be typed along. */
  private static String digits(String typed) {
    return LETTERS_BEFORE
        .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s-]", ""))
        .replaceFirst("");
  }

  private void record(
      AuditEventType type, Transaction transaction, Visitor visitor, String name, String value) {
    audit.record(event(type, transaction, visitor, name, value));
  }

  private static AuditEvent event(
      AuditEventType type, Transaction transaction, Visitor visitor, String name, String value) {
    return visitor.event(type, transaction, transaction.way()).detail(name, value);
  }
}
