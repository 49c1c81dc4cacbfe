package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.CodeSender;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import cn.tongxing.idp.proofing.limits.Limits;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Possession of a phone by a one-time code (NIST SP 800-63B-4 3.1.3.2): six digits, five minutes,
 * five tries, for one proving, purpose, way and number; dead when a new one is sent.
 *
 * <p>A code is sent whether anybody has the number or not, so that neither answer nor time tells;
 * only who holds the phone learns on the page after the code that no account is bound to it.
 */
@Component
class Codes {

  private static final String PHONE = "phone";
  private static final Pattern FORM = Pattern.compile("[0-9]{6}");
  private static final Pattern LETTERS_BEFORE = Pattern.compile("^[A-Za-z]{2}(?=[0-9]{6}$)");

  private final KeyedHash hash;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Limits limits;
  private final CodeSender sender;
  private final PhoneCredentials phones;
  private final Audit audit;
  private final TransactionOperations database;

  Codes(
      KeyedHash hash,
      SecureRandom random,
      InstantSource clock,
      Limits limits,
      CodeSender sender,
      PhoneCredentials phones,
      Audit audit,
      TransactionOperations database) {
    this.hash = hash;
    this.random = random;
    this.clock = clock;
    this.limits = limits;
    this.sender = sender;
    this.phones = phones;
    this.audit = audit;
    this.database = database;
  }

  /** A number that a code may be sent to, and the one sent there before, if any. */
  private record Wish(PhoneNumber phone, boolean fixed, Optional<Ask.Code> before) {}

  /** The page that asks for the number, with what was typed before. */
  Next askPhone(Proving proving) {
    return askPhone(proving, Problem.none());
  }

  private static Next askPhone(Proving proving, Optional<Problem> problem) {
    String typed = proving.typed().getOrDefault(PHONE, "");
    return Next.asks(proving, new Ask.Phone(typed, problem));
  }

  /** A number was typed. */
  Next phoneTyped(Proving proving, Action action, Prover prover) {
    String typed = action.line(PHONE);
    Proving kept = proving.keeping(Map.of(PHONE, typed));
    Optional<PhoneNumber> phone = PhoneNumber.parse(typed);
    if (phone.isEmpty()) {
      return askPhone(kept, Problems.field(typed.isEmpty() ? "phone.blank" : "phone.wrong", PHONE));
    }
    if (isTheirsAlready(kept, phone.get())) {
      return askPhone(kept, Problems.field("phone.change.same", PHONE));
    }
    if (isJustNow(kept) && phone.equals(kept.phone())) {
      return new Next.PhoneProven(kept); // back from what its code led to, and on to it again
    }
    return inHandOrSent(kept, phone.get(), false, prover);
  }

  /** Whether a phone was proven, and its code still counts for a change. */
  boolean isJustNow(Proving proving) {
    return proving.phoneAt().filter(at -> !at.isBefore(justNow())).isPresent();
  }

  /** Since when what was shown counts for a change. */
  Instant justNow() {
    return clock.instant().minus(AccountRule.FRESH);
  }

  /** A number that was given and not typed gets a code, or has one. */
  Next toGiven(Proving proving, PhoneNumber phone, Prover prover) {
    return inHandOrSent(proving, phone, true, prover);
  }

  /** Whoever comes back to a code types it: none may be asked for yet, and it may be right. */
  private Next inHandOrSent(Proving proving, PhoneNumber phone, boolean fixed, Prover prover) {
    Optional<Ask.Code> before = proving.sent(phone).map(code -> code.toGiven(fixed));
    return before.filter(this::isInHand).isPresent()
        ? asks(proving, before.get().plain())
        : send(proving, new Wish(phone, fixed, before), prover);
  }

  /**
   * Whether a code to the wanted number would change nothing: it is the person's, who is signed in.
   * One that is only theirs and not fresh becomes so by its code.
   */
  private boolean isTheirsAlready(Proving proving, PhoneNumber phone) {
    return proving.purpose() instanceof Purpose.NewPhone(PersonId person)
        && phones.isBound(person, phone)
        && (phones.isShared(phone) || phones.isTheirOwn(person, phone));
  }

  /** Whether the code may be right, and none may be asked for yet. */
  private boolean isInHand(Ask.Code code) {
    Instant now = clock.instant();
    return !code.isDead() && now.isBefore(code.expires()) && now.isBefore(code.resendFrom());
  }

  private static Next asks(Proving proving, Ask.Code code) {
    return Next.asks(proving.sending(code), code);
  }

  /** Sends a code unless a limit says no. */
  private Next send(Proving proving, Wish wish, Prover prover) {
    Limits.Line line = limits.line(wish.phone(), prover.source());
    Admission admission = limits.send(line);
    if (admission instanceof Admitted) {
      admission = recorded(proving, line, prover);
    }
    if (admission instanceof Limited limited) {
      return limited(proving, wish, limited, prover);
    }
    String code = "%06d".formatted(random.nextInt(1_000_000));
    Duration lifetime = limits.settings().code().lifetime();
    byte[] stored = hash.of("sign-in-code", content(proving, wish.phone(), code));
    String letters = Ask.Code.letters(stored);
    if (!sender.send(wish.phone(), code, letters, lifetime, prover.locale())) {
      record(AuditEventType.UPSTREAM_UNAVAILABLE, proving, prover, "adapter", "sms");
      return notSent(proving, wish);
    }
    Instant now = clock.instant();
    return asks(
        proving,
        new Ask.Code(
            wish.phone(),
            stored,
            now.plus(lifetime),
            0,
            now.plus(limits.settings().sms().pause()),
            wish.fixed(),
            Problem.none()));
  }

  /**
   * The way is not to blame, nor is the number: a code of before stays good, what was typed too.
   * The try counted all the same, for a message may have left: the page says from when on the next.
   */
  private Next notSent(Proving proving, Wish wish) {
    Problem problem = Problem.page("otp.not-sent");
    Duration pause = limits.settings().sms().pause();
    Instant next = clock.instant().plus(pause);
    if (wish.before().isPresent()) {
      return show(proving, wish.before().get().again(next), problem);
    }
    return wish.fixed()
        ? Next.asks(proving, Ask.Code.dead(wish.phone(), next, true, problem))
        : askPhone(
            proving,
            Optional.of(
                pause.toSeconds() > 0 ? Problem.until("phone.not-sent", next, "") : problem));
  }

  /** The floor and the event in one transaction, before the message leaves. */
  private Admission recorded(Proving proving, Limits.Line line, Prover prover) {
    return database.execute(status -> {
      Admission floor = limits.sendFloor(line);
      if (floor instanceof Admitted) {
        audit.record(prover.event(AuditEventType.SMS_SENT, proving, proving.gone().name()));
      }
      return floor;
    });
  }

  private Next limited(Proving proving, Wish wish, Limited limited, Prover prover) {
    limits.recordStopped(
        limited, event(AuditEventType.SIGN_IN_LIMITED, proving, prover, "limit", "sms"));
    if (wish.before().isPresent()) {
      return show(proving, wish.before().get(), problem(limited, ""));
    }
    // of a limit that is not the number's no other number is free
    Problem problem = problem(limited, limited.holder() == Limited.Holder.TYPED ? PHONE : "");
    return wish.fixed()
        ? Next.asks(proving, new Ask.Refused(problem))
        : askPhone(proving, Optional.of(problem));
  }

  /** Within a minute the seconds are said, later the time. */
  private Problem problem(Limited limited, String field) {
    long seconds = Duration.between(clock.instant(), limited.until()).toSeconds() + 1;
    return seconds <= limits.settings().sms().pause().toSeconds()
        ? Problems.tooSoon(seconds)
        : Problems.limited("phone.limit", limited, field);
  }

  /** An action on the page that asks for the code. */
  Next answer(Proving proving, Ask.Code asked, Action action, Prover prover) {
    if (action.is("resend")) {
      return send(proving, new Wish(asked.phone(), asked.fixed(), Optional.of(asked)), prover);
    }
    if (action.is("change-phone") && !asked.fixed()) {
      return askPhone(proving);
    }
    return action.is("submit")
        ? compare(proving, asked, digits(action.field("code")), prover)
        : Next.stays(proving, asked);
  }

  private Next compare(Proving proving, Ask.Code asked, String code, Prover prover) {
    // first, for their page has no field for another try
    if (asked.isDead()) {
      return show(proving, asked, Problem.page("otp.used-up"));
    }
    if (!clock.instant().isBefore(asked.expires())) {
      return show(proving, asked.dead(), Problem.page("otp.expired"));
    }
    if (code.isEmpty()) {
      return show(proving, asked, problem("otp.blank"));
    }
    if (!FORM.matcher(code).matches()) {
      return show(proving, asked, problem("otp.form")); // a slip of the finger is no try
    }
    return switch (tried(proving, asked, code, prover)) {
      case Try.Stopped(Limited limited) -> {
        limits.recordStopped(
            limited, event(AuditEventType.SIGN_IN_LIMITED, proving, prover, "limit", "code"));
        yield show(proving, asked, Problem.until("otp.locked", limited.until(), ""));
      }
      case Try.Wrong _ -> wrong(proving, asked.counted());
      case Try.Right _ -> new Next.PhoneProven(proving.proving(asked.phone(), clock.instant()));
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
   * whatever provings they belong to. A right one takes its count back by undoing it.
   */
  private Try tried(Proving proving, Ask.Code asked, String code, Prover prover) {
    String content = content(proving, asked.phone(), code);
    Limits.Line line = limits.line(asked.phone(), prover.source());
    return database.execute(status -> {
      if (limits.enterCode(line) instanceof Limited limited) {
        return new Try.Stopped(limited);
      }
      if (hash.matches(asked.hash(), "sign-in-code", content)) {
        status.setRollbackOnly();
        return new Try.Right();
      }
      AuditEvent refused =
          event(AuditEventType.SMS_CODE_REFUSED, proving, prover, "reason", "wrong");
      // whoever has the phone sees the try in their history; nobody costs the same query
      audit.record(phones.holder(asked.phone()).map(refused::person).orElse(refused));
      return new Try.Wrong();
    });
  }

  private Next wrong(Proving proving, Ask.Code counted) {
    int left = limits.settings().code().wrongPerCode() - counted.wrong();
    return left > 0
        ? show(proving, counted, Problems.wrongCode(left))
        : show(proving, counted.dead(), Problem.page("otp.used-up"));
  }

  private static Problem problem(String key) {
    return new Problem(key, List.of(), "code");
  }

  private static Next show(Proving proving, Ask.Code asked, Problem problem) {
    return asks(proving, asked.with(problem));
  }

  /** What a code is good for: this proving and purpose, this way, this number. */
  private static String content(Proving proving, PhoneNumber phone, String code) {
    return String.join(
        "|",
        proving.id().toString(),
        proving.purpose().code(),
        proving.way(),
        phone.reveal(),
        code);
  }

  /** Full-width digits become half-width ones; the message's letters may be typed along. */
  private static String digits(String typed) {
    return LETTERS_BEFORE
        .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s-]", ""))
        .replaceFirst("");
  }

  private void record(
      AuditEventType type, Proving proving, Prover prover, String name, String value) {
    audit.record(event(type, proving, prover, name, value));
  }

  private static AuditEvent event(
      AuditEventType type, Proving proving, Prover prover, String name, String value) {
    return prover.event(type, proving, proving.gone().name()).detail(name, value);
  }
}
