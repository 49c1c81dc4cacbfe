package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Outcome.Unavailable.Cause;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import cn.tongxing.idp.proofing.limits.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Hands steps to an adapter and turns its outcomes into what is asked. */
@Component
class AdapterWay {

  private final AdapterHost host;
  private final Upstream upstream;
  private final PhoneCredentials phones;
  private final CarriersWord carriers;
  private final Challenges challenges;
  private final Limits limits;
  private final Audit audit;
  private final TransactionOperations database;
  private final InstantSource clock;

  AdapterWay(
      AdapterHost host,
      Upstream upstream,
      PhoneCredentials phones,
      CarriersWord carriers,
      Challenges challenges,
      Limits limits,
      Audit audit,
      TransactionOperations database,
      InstantSource clock) {
    this.host = host;
    this.upstream = upstream;
    this.phones = phones;
    this.carriers = carriers;
    this.challenges = challenges;
    this.limits = limits;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  /** The form came back: checked here first, then by the adapter. */
  Next formSubmitted(Proving proving, Ask.Form asked, Action action, Prover prover) {
    Optional<FormSpec> shown = StaffRules.shown(asked.form(), prover.operators());
    if (shown.isEmpty()) { // all of it was for staff, who have left
      return Next.asks(proving, new Ask.Down(false));
    }
    FormSpec form = shown.get();
    boolean secondary = form.secondaryActions().stream().anyMatch(each -> action.is(each.name()));
    if (!secondary && !action.is(FormSpec.SUBMIT)) {
      return Next.stays(proving, asked);
    }
    Map<String, String> typed = FieldChecks.fields(form, action);
    Proving kept = through(proving, action.name()).keeping(FieldChecks.kept(form, typed));
    LocalDate today = LocalDate.ofInstant(clock.instant(), Problems.ZONE);
    FormValues.Reading read = FormValues.read(form, typed, today);
    if (!secondary && !read.problems().isEmpty()) {
      return Next.asks(
          kept, new Ask.Form(form.with(kept.typed(), read.problems()), asked.notice()));
    }
    // whoever turns to another button claims to be nobody: no number is asked about or counted
    Set<String> documents =
        secondary
            ? Set.of()
            : read.values().documents().stream()
                .map(each -> limits.document(each.number(), prover.source()))
                .collect(Collectors.toSet());
    Proving claimed = secondary || !documents.isEmpty() ? kept.claiming(documents) : kept;
    return deliver(
        claimed, new Step.FormSubmitted(action.name(), read.values()), Optional.of(asked), prover);
  }

  /**
   * A button may lead to another upstream, which has a circuit of its own, and whose form this one
   * is not.
   */
  private Proving through(Proving proving, String button) {
    boolean isDoor = host.way(proving.way()).filter(each -> each.hasDoor(button)).isPresent();
    return isDoor ? proving.through(button) : proving.filled();
  }

  /** A fresh code in place of the one shown, whose callbacks count no more. */
  Next discardCode(Proving proving, Ask.Scan asked, Prover prover) {
    return deliver(proving.again(), new Step.CodeDiscarded(), Optional.of(asked), prover);
  }

  /** The person agrees that the camera opens. */
  Next agreed(Proving proving, Ask.Capture asked, Action action, Prover prover) {
    if (asked.agreed() || !action.is(FormSpec.SUBMIT)) {
      return Next.stays(proving, asked);
    }
    audit.record(prover.event(AuditEventType.CAPTURE_AGREED, proving, proving.gone().name()));
    return Next.asks(proving, challenges.agreed(asked));
  }

  /** Frames that are as they were asked for; empty if there is no room for them now. */
  Optional<Next> captured(
      Proving proving, Step.CaptureSubmitted step, Ask.Capture asked, Prover prover) {
    return delivered(
        proving,
        step,
        Optional.of(asked),
        prover,
        () -> host.capture(proving.way(), step, upstream.call(proving, prover)));
  }

  /**
   * Lets the adapter answer, unless the document was refused too often already.
   *
   * @param asked what the browser sees meanwhile; empty at the way's beginning
   */
  Next deliver(Proving proving, Step step, Optional<Ask> asked, Prover prover) {
    return delivered(
            proving,
            step,
            asked,
            prover,
            () -> Optional.of(host.handle(proving.way(), step, upstream.call(proving, prover))))
        .orElseThrow();
  }

  private boolean isForOthers(Proving proving, Prover prover) {
    return host.way(proving.way())
        .filter(way -> !StaffRules.admits(way.descriptor(), proving, prover))
        .isPresent();
  }

  private Optional<Next> delivered(
      Proving proving,
      Step step,
      Optional<Ask> asked,
      Prover prover,
      Supplier<Optional<Outcome>> call) {
    if (isForOthers(proving, prover)) {
      return Optional.of(Next.asks(proving, new Ask.Down(false)));
    }
    Optional<Admission> admission = admission(proving, step, prover);
    if (admission.orElse(null) instanceof Limited limited) {
      limits.recordStopped(
          limited, event(AuditEventType.SIGN_IN_LIMITED, proving, prover, "limit", "document"));
      return Optional.of(
          Next.asks(proving, new Ask.Refused(Problems.limited("login.locked", limited, ""))));
    }
    boolean asks = asksAuthority(step);
    if (asks) {
      recheck(proving, prover); // whatever follows: else the time would tell a pair that is right
    }
    Optional<Admitted> counted =
        admission.filter(Admitted.class::isInstance).map(Admitted.class::cast);
    Optional<Outcome> answer = call.get().map(each -> usable(each, prover));
    if (answer.isEmpty()) {
      counted.ifPresent(limits::documentsWereNotRefused);
      return Optional.empty();
    }
    Outcome outcome = answer.get();
    Proving seen = Seen.by(proving, step, outcome, clock.instant());
    recordCapture(step, outcome, proving, prover);
    if (!(outcome instanceof Outcome.Proven) && !countsAgainst(outcome)) {
      counted.ifPresent(limits::documentsWereNotRefused);
    }
    if (outcome instanceof Outcome.Proven proven) {
      if (!asks) {
        recheck(proving, prover);
      }
      return Optional.of(
          new Next.Over(
              carriers.witnessed(AdapterProof.of(seen, proven, counted, clock.instant()))));
    }
    return Optional.of(next(seen, outcome, asked, prover));
  }

  /** How many frames, and what came of them; nothing of what they show. */
  private void recordCapture(Step step, Outcome outcome, Proving proving, Prover prover) {
    if (step instanceof Step.CaptureSubmitted(List<CaptureFrame> frames)) {
      String kind = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      audit.record(
          event(AuditEventType.CAPTURE_ANSWERED, proving, prover, "outcome", kind)
              .detail("frames", String.valueOf(frames.size())));
    }
  }

  /**
   * A document that is over proves nobody, and nobody is proven before staff that is not there, nor
   * asked what only staff may say.
   */
  private Outcome usable(Outcome outcome, Prover prover) {
    if (outcome instanceof Outcome.ShowForm(FormSpec form, AdapterState next)) {
      return StaffRules.shown(form, prover.operators())
          .<Outcome>map(shown -> new Outcome.ShowForm(shown, next))
          .orElseGet(() -> new Outcome.Unavailable("a form for staff alone"));
    }
    if (!(outcome instanceof Outcome.Proven proven)) {
      return outcome;
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), Problems.ZONE);
    if (proven.facts().papers().stream().anyMatch(each -> each.isOver(today))) {
      return new Outcome.Refused(Reason.DOCUMENT_NOT_USABLE);
    }
    return StaffRules.vouches(proven, prover.operators())
        ? new Outcome.Proven(
            proven.subjects(),
            proven.factors(),
            StaffRules.vouched(proven.evidence(), prover.operators()))
        : new Outcome.Unavailable("nobody vouches");
  }

  /** Only steps that can make an adapter ask an authority about the document. */
  private Optional<Admission> admission(Proving proving, Step step, Prover prover) {
    return asksAuthority(step) && !proving.documents().isEmpty()
        ? Optional.of(
            limits.compareDocuments(proving.documents(), proving.phone(), prover.source()))
        : Optional.empty();
  }

  private static boolean asksAuthority(Step step) {
    return step instanceof Step.FormSubmitted
        || step instanceof Step.PhoneVerified
        || step instanceof Step.CaptureSubmitted;
  }

  /** Whether the number has changed hands. */
  private void recheck(Proving proving, Prover prover) {
    proving.phone().ifPresent(phone -> phones.recheck(phone, prover.origin()));
  }

  private static boolean countsAgainst(Outcome outcome) {
    return outcome instanceof Outcome.Refused(Reason reason) && countsAgainst(reason);
  }

  private static boolean countsAgainst(Reason reason) {
    return switch (reason) {
      case MISMATCH, NO_RECORD, DOCUMENT_NOT_USABLE, NOT_AUTHENTIC -> true;
      case CANCELLED, EXPIRED, NOT_ENOUGH, APP_FAILED -> false;
    };
  }

  private Next next(Proving proving, Outcome outcome, Optional<Ask> asked, Prover prover) {
    return switch (outcome) {
      case Outcome.ShowForm(FormSpec form, AdapterState next) ->
          Next.asks(
              proving.remembering(next),
              new Ask.Form(form.with(values(form, proving), form.errors()), Problem.none()));
      case Outcome.VerifyPhone verify ->
          new Next.VerifyPhone(proving.waiting(verify.next(), clock.instant()), verify.phone());
      case Outcome.RedirectUser redirect ->
          Next.asks(proving.remembering(redirect.next()), new Ask.Away(redirect.uri()));
      case Outcome.ShowCode code ->
          Next.asks(proving.remembering(code.next()), Waits.scan(code, clock.instant()));
      case Outcome.CodeScanned(Instant expires, Duration pause, AdapterState next) ->
          Waits.on(
              proving.remembering(next),
              asked.map(each -> Waits.scanned(each, expires)),
              pause,
              clock.instant());
      case Outcome.KeepWaiting(Duration pause, AdapterState next, _) ->
          Waits.on(proving.remembering(next), asked, pause, clock.instant());
      case Outcome.Capture(CaptureSpec spec, AdapterState next) ->
          Next.asks(proving.remembering(next), challenges.asked(spec, asked));
      case Outcome.Refused(Reason reason) -> refused(proving, reason, prover);
      case Outcome.Unavailable(_, Cause cause) ->
          Next.asks(proving, new Ask.Down(cause == Cause.PERSON));
      case Outcome.Proven _ -> throw new IllegalStateException("a proof is no question");
    };
  }

  /** What was typed, on whatever way; where nothing was, what the adapter fills in. */
  private static Map<String, String> values(FormSpec form, Proving proving) {
    Map<String, String> values = new HashMap<>(form.values());
    for (FormField field : form.fields()) {
      String kept = proving.typed().getOrDefault(field.name(), "");
      if (!kept.isEmpty()) {
        values.put(field.name(), kept);
      }
    }
    return values;
  }

  /** One and the same answer for all that could tell who has which number. */
  private Next refused(Proving proving, Reason reason, Prover prover) {
    database.executeWithoutResult(status -> {
      if (countsAgainst(reason) && !proving.documents().isEmpty()) {
        limits.documentsWereRefused(proving.documents(), proving.phone());
      }
      record(
          AuditEventType.SIGN_IN_REFUSED,
          proving,
          prover,
          "reason",
          reason.name().toLowerCase(Locale.ROOT));
    });
    Problem problem =
        switch (reason) {
          case MISMATCH, NO_RECORD, DOCUMENT_NOT_USABLE -> proving.unproven();
          case NOT_AUTHENTIC -> Problem.page("realname.not-authentic");
          case NOT_ENOUGH -> Problem.page("realname.not-enough");
          case CANCELLED -> Problem.page("realname.cancelled");
          case EXPIRED -> Problem.page("realname.expired");
          case APP_FAILED -> Problem.page("realname.app-failed");
        };
    return Next.asks(proving, new Ask.Refused(problem));
  }

  /** Only "no news" is taken from a message: its new state, and that it is time to poll. */
  Proofs.Notice notified(Proving proving, Ask asked, Step.Notified step, Prover prover) {
    boolean expected =
        host.way(proving.way())
            .filter(way -> way.descriptor().capabilities().contains(Capability.NOTIFIED))
            .isPresent();
    if (!expected) {
      return new Proofs.Notice(proving, asked, Optional.empty());
    }
    Outcome outcome = host.handle(proving.way(), step, upstream.call(proving, prover));
    if (!(outcome instanceof Outcome.KeepWaiting waiting)) {
      return new Proofs.Notice(proving, asked, Optional.empty());
    }
    Instant now = clock.instant();
    Ask due =
        switch (asked) {
          case Ask.Scan scan -> scan.due(scan.pollSeconds(), now);
          case Ask.Wait wait -> new Ask.Wait(wait.pollSeconds(), now);
          default -> asked;
        };
    String word = host.way(proving.way()).map(way -> way.descriptor().acknowledgement()).orElse("");
    return new Proofs.Notice(
        Seen.by(proving, step, outcome, now).remembering(waiting.next()), due, Optional.of(word));
  }

  /** The person turned to something else. */
  void leave(Proving proving, Prover prover) {
    host.cancel(proving.way(), upstream.call(proving, prover));
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
