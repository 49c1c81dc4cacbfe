package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.login.LastApplication;
import cn.tongxing.idp.protocol.authorize.store.ErrorBudget;
import cn.tongxing.idp.protocol.authorize.store.ErrorBudget.Budget;
import cn.tongxing.idp.protocol.error.RefusalLog;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Refuses requests before a person has acted: on a page here, or at the client within its budget.
 */
@Component
class Refuse {

  private static final int WINDOW_SECONDS = 60;

  private final ErrorBudget errors;
  private final Responses responses;
  private final Audit audit;
  private final RefusalLog log;
  private final LastApplication last;
  private final Visited visited;

  Refuse(
      ErrorBudget errors,
      Responses responses,
      Audit audit,
      RefusalLog log,
      LastApplication last,
      Visited visited) {
    this.errors = errors;
    this.responses = responses;
    this.audit = audit;
    this.log = log;
    this.last = last;
    this.visited = visited;
  }

  Answer answer(Draft draft, Refusal refusal, Visit visit) {
    return switch (refusal) {
      case Refusal.OnPage page -> {
        log.refused(draft.client().map(Client::id), visit.origin(), page.reason());
        record(draft, page, visit.origin());
        yield new Answer.ShowError(ErrorPages.of(page, draft.client(), visit.locale()));
      }
      case Refusal.ToClient toClient -> {
        visited.note(draft.knownClient(), visit); // the page of an error leads back to it
        yield switch (errors.spend(draft.knownClient().id().value(), visit.origin())) {
          case LEFT -> atClient(draft, toClient, visit);
          case USED_UP -> new Answer.NotNow(429, WINDOW_SECONDS);
          case UNKNOWN -> new Answer.NotNow(503, WINDOW_SECONDS);
        };
      }
    };
  }

  /** What the browser comes back with is of no use; it may still know where it was going. */
  Answer outOfDate(Visit visit) {
    return new Answer.ShowError(ErrorPages.outOfDate(last.of(visit.request())));
  }

  /** Nothing more comes of it: the application has its answer, and the person goes on there. */
  Answer answered(Client client, Visit visit) {
    return new Answer.ShowError(ErrorPages.answered(client, visit.locale()));
  }

  /**
   * Refuses at the client without counting. For what a person had a hand in; and for {@code
   * prompt=none} of a request that is good: RFC 9700 4.11.2 excepts it, the client is told where it
   * is registered whatever the answer, and a whole office behind one address asks like this.
   */
  Answer atClient(Draft draft, Refusal.ToClient refusal, Visit visit) {
    if (!refusal.reason().error().isUsual()) {
      log.refused(draft.client().map(Client::id), visit.origin(), refusal.reason());
    }
    return responses.error(draft, refusal, visit.locale());
  }

  /** On the trail, as long as nobody floods it. */
  private void record(Draft draft, Refusal.OnPage refusal, RequestOrigin origin) {
    String client = draft.client().map(known -> known.id().value()).orElse("unknown");
    if (errors.spend(client, origin) == Budget.LEFT) {
      var event =
          AuditEvent.of(AuditEventType.AUTHORIZATION_REFUSED, origin)
              .detail("problem", refusal.problem().name().toLowerCase(Locale.ROOT));
      audit.record(draft.client().map(known -> event.client(known.id())).orElse(event));
    }
  }
}
