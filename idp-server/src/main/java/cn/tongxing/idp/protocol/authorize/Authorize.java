package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.SignIns;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.authorize.store.ErrorBudget;
import cn.tongxing.idp.protocol.authorize.store.Interactions;
import cn.tongxing.idp.protocol.claims.IdTokens;
import cn.tongxing.idp.protocol.grant.MintCode;
import cn.tongxing.idp.protocol.page.RequestErrorPage;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * The dispatcher. Checks a request, asks {@link Decide} what it still needs, and sends the browser
 * there; every page comes back here, and the same is asked again.
 */
@Service
class Authorize {

  private final Clients clients;
  private final AuthorizeChecks checks;
  private final IdTokens idTokens;
  private final Decide decide;
  private final Sessions sessions;
  private final SignIns signIns;
  private final Consents consents;
  private final Interactions interactions;
  private final ErrorBudget errors;
  private final MintCode codes;
  private final Responses responses;
  private final ConsentPages consentPages;
  private final Browser browser;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  Authorize(
      Clients clients,
      AuthorizeChecks checks,
      IdTokens idTokens,
      Decide decide,
      Sessions sessions,
      SignIns signIns,
      Consents consents,
      Interactions interactions,
      ErrorBudget errors,
      MintCode codes,
      Responses responses,
      ConsentPages consentPages,
      Browser browser,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.clients = clients;
    this.checks = checks;
    this.idTokens = idTokens;
    this.decide = decide;
    this.sessions = sessions;
    this.signIns = signIns;
    this.consents = consents;
    this.interactions = interactions;
    this.errors = errors;
    this.codes = codes;
    this.responses = responses;
    this.consentPages = consentPages;
    this.browser = browser;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /** A request by GET. */
  Answer begin(Parameters parameters, Visit visit) {
    return run(freshInteraction(parameters), Progress.NONE, visit);
  }

  /**
   * A request by POST. The session's cookie does not come along with a form of another site, so the
   * browser is sent here once more, by GET, where it does.
   */
  Answer park(Parameters parameters, Visit visit) {
    var draft = draft(parameters);
    var objection = checks.firstObjection(draft);
    if (objection.isPresent()) {
      return refuse(draft, objection.get(), visit);
    }
    var interaction = freshInteraction(parameters);
    interactions.put(interaction);
    return new Answer.GoTo(resumePath(interaction.id()));
  }

  /** The browser comes back from a page. */
  Answer resume(String id, Visit visit) {
    var interaction = interactions.take(id);
    if (interaction.isEmpty() || !isOf(interaction.get(), visit)) {
      return new Answer.ShowError(ErrorPages.outOfDate());
    }
    var progress = new Progress(interaction.get().signIn(), false);
    return run(interaction.get(), progress, visit);
  }

  /** The person has answered the consent page. */
  Answer consented(String id, String step, boolean agree, Visit visit) {
    var taken = interactions.take(id);
    if (taken.isEmpty() || taken.get().browser().isEmpty() || !isOf(taken.get(), visit)) {
      return new Answer.ShowError(ErrorPages.outOfDate());
    }
    var interaction = taken.get();
    var draft = draft(interaction.parameters());
    var objection = checks.firstObjection(draft);
    if (objection.isPresent()) {
      return refuse(draft, objection.get(), visit);
    }
    var request = AuthorizeRequest.of(draft, idTokens);
    var progress = new Progress(interaction.signIn(), false);
    if (!(decide.decide(request, session(visit), progress) instanceof Decision.Ask ask)) {
      return run(interaction, Progress.NONE, visit); // signed out meanwhile, or agreed elsewhere
    }
    if (!browser.isStep(
        step,
        interaction.browser().orElseThrow(),
        ConsentPages.meaning(id, ask.person(), ask.scopes()))) {
      return new Answer.ShowError(ErrorPages.outOfDate());
    }
    if (!agree) {
      audit.record(
          AuditEvent.of(AuditEventType.CONSENT_REFUSED, visit.origin())
              .person(ask.person().id())
              .client(request.client().id()));
      return responses.error(
          draft, new Refusal.ToClient("access_denied", "The person refused."), visit.locale());
    }
    consents.agree(
        ask.person().id(),
        request.client().id(),
        ask.scopes(),
        ConsentPages.TEXT_VERSION,
        visit.origin());
    return run(interaction, new Progress(interaction.signIn(), true), visit);
  }

  private Answer run(Interaction interaction, Progress progress, Visit visit) {
    var draft = draft(interaction.parameters());
    var objection = checks.firstObjection(draft);
    if (objection.isPresent()) {
      return refuse(draft, objection.get(), visit);
    }
    var request = AuthorizeRequest.of(draft, idTokens);
    return switch (decide.decide(request, session(visit), progress)) {
      case Decision.SignIn signIn -> signIn(interaction, request, signIn, visit);
      case Decision.Ask ask -> ask(interaction, request.client(), ask, visit);
      case Decision.Allow(var authorization) ->
          responses.code(request, codes.mint(authorization).reveal(), visit.locale());
      case Decision.Refuse(var refusal) ->
          progress.signIn().isPresent()
              ? responses.error(draft, refusal, visit.locale()) // a person has acted
              : refuse(draft, refusal, visit);
    };
  }

  private Answer signIn(
      Interaction interaction, AuthorizeRequest request, Decision.SignIn needed, Visit visit) {
    var signIn = new SignInId(TimeOrderedId.at(clock.instant(), random));
    interactions.put(
        new Interaction(
            interaction.id(),
            interaction.parameters(),
            Optional.of(browser.markOrNew(visit.request(), visit.response())),
            Optional.of(signIn)));
    Client client = request.client();
    return new Answer.GoTo(
        signIns.begin(
            new SignInRequest(
                signIn,
                resumePath(interaction.id()),
                client.name(),
                client.department(),
                needed.wanted(),
                needed.expected(),
                request.loginHint(),
                visit.locale()),
            visit.request(),
            visit.response()));
  }

  private Answer ask(Interaction interaction, Client client, Decision.Ask ask, Visit visit) {
    String mark = browser.markOrNew(visit.request(), visit.response());
    interactions.put(
        new Interaction(
            interaction.id(), interaction.parameters(), Optional.of(mark), interaction.signIn()));
    return new Answer.ShowConsent(
        consentPages.page(interaction.id(), mark, client, ask, visit.locale()));
  }

  private Answer refuse(Draft draft, Refusal refusal, Visit visit) {
    return switch (refusal) {
      case Refusal.OnPage page -> {
        recorded(draft, page, visit.origin());
        yield new Answer.ShowError(ErrorPages.of(page, draft.client(), visit.locale()));
      }
      case Refusal.ToClient toClient -> {
        if (errors.spend(draft.knownClient().id().value(), visit.origin())) {
          yield responses.error(draft, toClient, visit.locale());
        }
        yield new Answer.ShowError(
            ErrorPages.of(
                new Refusal.OnPage(
                    RequestErrorPage.Problem.MALFORMED,
                    toClient.code(),
                    "Too many refused requests; not sent on. " + toClient.description()),
                draft.client(),
                visit.locale()));
      }
    };
  }

  /** On the trail, as long as nobody floods it. */
  private void recorded(Draft draft, Refusal.OnPage refusal, RequestOrigin origin) {
    String client = draft.client().map(known -> known.id().value()).orElse("unknown");
    if (errors.spend(client, origin)) {
      var event =
          AuditEvent.of(AuditEventType.AUTHORIZATION_REFUSED, origin)
              .detail("problem", refusal.problem().name().toLowerCase(java.util.Locale.ROOT));
      audit.record(draft.client().map(known -> event.client(known.id())).orElse(event));
    }
  }

  private Draft draft(Parameters parameters) {
    return new Draft(
        parameters,
        parameters
            .get("client_id")
            .filter(ClientId::isWellFormed)
            .map(ClientId::new)
            .flatMap(clients::find));
  }

  private Optional<SsoSession> session(Visit visit) {
    return Browser.cookie(visit.request(), Sessions.COOKIE).flatMap(sessions::find);
  }

  private boolean isOf(Interaction interaction, Visit visit) {
    return interaction.browser().isEmpty()
        || interaction.browser().equals(browser.mark(visit.request()));
  }

  private Interaction freshInteraction(Parameters parameters) {
    return new Interaction(browser.randomText(16), parameters, Optional.empty(), Optional.empty());
  }

  private static String resumePath(String id) {
    return Endpoints.AUTHORIZE + "/resume?i=" + id;
  }
}
