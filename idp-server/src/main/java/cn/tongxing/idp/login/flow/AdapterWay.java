package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.login.limits.Admission;
import cn.tongxing.idp.login.limits.Admission.Admitted;
import cn.tongxing.idp.login.limits.Admission.Limited;
import cn.tongxing.idp.login.limits.Limits;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Hands steps to an adapter and turns its outcomes into stages. */
@Component
class AdapterWay {

  private final AdapterHost host;
  private final Upstream upstream;
  private final Limits limits;
  private final Audit audit;
  private final TransactionOperations database;
  private final InstantSource clock;

  AdapterWay(
      AdapterHost host,
      Upstream upstream,
      Limits limits,
      Audit audit,
      TransactionOperations database,
      InstantSource clock) {
    this.host = host;
    this.upstream = upstream;
    this.limits = limits;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  /** The form came back: checked here first, then by the adapter. */
  Next formSubmitted(Transaction transaction, FormSpec form, Action action, Visitor visitor) {
    boolean secondary = form.secondaryActions().stream().anyMatch(each -> action.is(each.name()));
    if (!secondary && !action.is(FormSpec.SUBMIT)) {
      return new Next.Show(transaction);
    }
    Map<String, String> fields = FieldChecks.fields(form, action);
    Transaction kept = transaction.keeping(FieldChecks.kept(form, fields));
    LocalDate today = LocalDate.ofInstant(clock.instant(), Problems.ZONE);
    Map<String, LocalizedText> problems =
        secondary ? Map.of() : FieldChecks.problems(form, fields, today);
    if (!problems.isEmpty()) {
      return new Next.Show(kept.at(new Stage.AskForm(form.with(kept.typed(), problems))));
    }
    // whoever turns to another button claims to be nobody: no number is asked about or counted
    String document =
        secondary ? "" : FieldChecks.document(form, fields).map(limits::document).orElse("");
    Transaction claimed = secondary || !document.isEmpty() ? kept.claiming(document) : kept;
    return deliver(claimed, new Step.FormSubmitted(action.name(), fields), visitor);
  }

  /** A fresh code in place of the one shown, whose callbacks count no more. */
  Next discardCode(Transaction transaction, Visitor visitor) {
    Transaction again = transaction.on(transaction.way()).remembering(transaction.state());
    return deliver(again, new Step.CodeDiscarded(), visitor);
  }

  /** Lets the adapter answer, unless the document was refused too often already. */
  Next deliver(Transaction transaction, Step step, Visitor visitor) {
    Optional<Admission> admission = admission(transaction, step, visitor);
    if (admission.orElse(null) instanceof Limited limited) {
      limits.recordStopped(
          limited,
          event(AuditEventType.SIGN_IN_LIMITED, transaction, visitor, "limit", "document"));
      Problem locked =
          Problems.until("login.locked", limited.until(), transaction.request().locale(), "");
      return new Next.Show(transaction.at(new Stage.Refused(locked)));
    }
    Outcome outcome = host.handle(transaction.way(), step, upstream.call(transaction, visitor));
    Optional<Admitted> counted =
        admission.filter(Admitted.class::isInstance).map(Admitted.class::cast);
    if (!(outcome instanceof Outcome.Proven) && !countsAgainst(outcome)) {
      counted.ifPresent(limits::documentWasNotRefused);
    }
    return next(transaction, outcome, counted, visitor);
  }

  /** Only steps that can make an adapter ask an authority about the document. */
  private Optional<Admission> admission(Transaction transaction, Step step, Visitor visitor) {
    boolean asks =
        step instanceof Step.FormSubmitted
            || step instanceof Step.PhoneVerified
            || step instanceof Step.CaptureSubmitted;
    return asks && !transaction.document().isEmpty()
        ? Optional.of(
            limits.compareDocument(transaction.document(), transaction.phone(), visitor.source()))
        : Optional.empty();
  }

  private static boolean countsAgainst(Outcome outcome) {
    return outcome instanceof Outcome.Refused(Reason reason) && countsAgainst(reason);
  }

  private static boolean countsAgainst(Reason reason) {
    return switch (reason) {
      case MISMATCH, NO_RECORD, DOCUMENT_NOT_USABLE, NOT_AUTHENTIC -> true;
      case CANCELLED, EXPIRED, NOT_ENOUGH -> false;
    };
  }

  private Next next(
      Transaction transaction, Outcome outcome, Optional<Admitted> counted, Visitor visitor) {
    return switch (outcome) {
      case Outcome.ShowForm(FormSpec form, AdapterState next) ->
          new Next.Show(
              transaction
                  .remembering(next)
                  .at(new Stage.AskForm(form.with(values(form, transaction), form.errors()))));
      case Outcome.VerifyPhone verify ->
          new Next.VerifyPhone(transaction.remembering(verify.next()), verify.phone());
      case Outcome.RedirectUser redirect ->
          new Next.Show(
              transaction.remembering(redirect.next()).at(new Stage.Away(redirect.uri())));
      case Outcome.ShowCode code -> new Next.Show(scan(transaction, code));
      case Outcome.CodeScanned(Instant expires, Duration pause, AdapterState next) ->
          new Next.Show(
              waiting(scanned(transaction, expires), new Outcome.KeepWaiting(pause, next)));
      case Outcome.KeepWaiting waiting -> new Next.Show(waiting(transaction, waiting));
      case Outcome.Proven proven -> new Next.PersonProven(transaction, proven, counted);
      case Outcome.Refused(Reason reason) -> refused(transaction, reason, visitor);
      // no page takes pictures yet: the way is not available here
      case Outcome.Capture capture -> new Next.Show(transaction.at(new Stage.Down()));
      case Outcome.Unavailable unavailable -> new Next.Show(transaction.at(new Stage.Down()));
    };
  }

  /** What was typed on another way or before a failure, under what the adapter itself shows. */
  private static Map<String, String> values(FormSpec form, Transaction transaction) {
    Map<String, String> values = new HashMap<>();
    for (FormField field : form.fields()) {
      String kept = transaction.typed().getOrDefault(field.name(), "");
      if (!kept.isEmpty()) {
        values.put(field.name(), kept);
      }
    }
    values.putAll(form.values());
    return values;
  }

  private Transaction scan(Transaction transaction, Outcome.ShowCode code) {
    return transaction
        .remembering(code.next())
        .at(
            new Stage.Scan(
                code.content(),
                code.checkNumber(),
                code.instruction(),
                code.expires(),
                false,
                seconds(code.pollAfter()),
                clock.instant().plus(code.pollAfter())));
  }

  private static Transaction scanned(Transaction transaction, Instant expires) {
    return transaction.stage() instanceof Stage.Scan scan
        ? transaction.silently(scan.scanned(expires), transaction.state())
        : transaction;
  }

  /** The page shown stays: a code goes on being shown, else the page that waits. */
  private Transaction waiting(Transaction transaction, Outcome.KeepWaiting waiting) {
    int seconds = seconds(waiting.pollAfter());
    Instant due = clock.instant().plus(waiting.pollAfter());
    return switch (transaction.stage()) {
      case Stage.Scan scan -> transaction.silently(scan.due(seconds, due), waiting.next());
      case Stage.Wait wait -> transaction.silently(new Stage.Wait(seconds, due), waiting.next());
      default -> transaction.remembering(waiting.next()).at(new Stage.Wait(seconds, due));
    };
  }

  private static int seconds(Duration pause) {
    return Math.clamp(pause.toSeconds(), 1, 60);
  }

  /** One and the same answer for all that could tell who has which number. */
  private Next refused(Transaction transaction, Reason reason, Visitor visitor) {
    database.executeWithoutResult(status -> {
      if (countsAgainst(reason) && !transaction.document().isEmpty()) {
        limits.documentWasRefused(transaction.document(), transaction.phone());
      }
      record(
          AuditEventType.SIGN_IN_REFUSED,
          transaction,
          visitor,
          "reason",
          reason.name().toLowerCase(java.util.Locale.ROOT));
    });
    String key =
        switch (reason) {
          case MISMATCH, NO_RECORD, DOCUMENT_NOT_USABLE -> Problems.unproven(transaction);
          case NOT_AUTHENTIC -> "realname.not-authentic";
          case NOT_ENOUGH -> "realname.not-enough";
          case CANCELLED -> "realname.cancelled";
          case EXPIRED -> "realname.expired";
        };
    return new Next.Show(transaction.at(new Stage.Refused(new Problem(key, List.of(), ""))));
  }

  /** Only "no news" is taken from a message: its new state, and that it is time to poll. */
  Dispatcher.Notice notified(Transaction transaction, Step.Notified step, Visitor visitor) {
    Outcome outcome = host.handle(transaction.way(), step, upstream.call(transaction, visitor));
    if (!(outcome instanceof Outcome.KeepWaiting waiting)) {
      return new Dispatcher.Notice(transaction, Optional.empty());
    }
    Instant now = clock.instant();
    Stage due =
        switch (transaction.stage()) {
          case Stage.Scan scan -> scan.due(scan.pollSeconds(), now);
          case Stage.Wait wait -> new Stage.Wait(wait.pollSeconds(), now);
          default -> transaction.stage();
        };
    String word =
        host.way(transaction.way()).map(way -> way.descriptor().acknowledgement()).orElse("");
    return new Dispatcher.Notice(transaction.silently(due, waiting.next()), Optional.of(word));
  }

  /** The person turned to something else. */
  void leave(Transaction transaction, Visitor visitor) {
    host.cancel(transaction.way(), upstream.call(transaction, visitor));
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
