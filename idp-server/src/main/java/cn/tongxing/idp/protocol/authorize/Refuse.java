package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.authorize.store.ErrorBudget;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Refuses requests before a person has acted: on a page here, or at the client within its budget.
 */
@Component
class Refuse {

  private final ErrorBudget errors;
  private final Responses responses;
  private final Audit audit;

  Refuse(ErrorBudget errors, Responses responses, Audit audit) {
    this.errors = errors;
    this.responses = responses;
    this.audit = audit;
  }

  Answer answer(Draft draft, Refusal refusal, Visit visit) {
    return switch (refusal) {
      case Refusal.OnPage page -> {
        record(draft, page, visit.origin());
        yield new Answer.ShowError(ErrorPages.of(page, draft.client(), visit.locale()));
      }
      case Refusal.ToClient toClient -> {
        if (errors.spend(draft.knownClient().id().value(), visit.origin())) {
          yield responses.error(draft, toClient, visit.locale());
        }
        var page =
            new Refusal.OnPage(
                Problem.MALFORMED,
                toClient.code(),
                "Too many refused requests; not sent on. " + toClient.description());
        yield new Answer.ShowError(ErrorPages.of(page, draft.client(), visit.locale()));
      }
    };
  }

  /** On the trail, as long as nobody floods it. */
  private void record(Draft draft, Refusal.OnPage refusal, RequestOrigin origin) {
    String client = draft.client().map(known -> known.id().value()).orElse("unknown");
    if (errors.spend(client, origin)) {
      var event =
          AuditEvent.of(AuditEventType.AUTHORIZATION_REFUSED, origin)
              .detail("problem", refusal.problem().name().toLowerCase(Locale.ROOT));
      audit.record(draft.client().map(known -> event.client(known.id())).orElse(event));
    }
  }
}
