package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.protocol.authorize.Examine.Examination;
import cn.tongxing.idp.protocol.authorize.store.Interactions;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.grant.PendingCode;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/**
 * The dispatcher. Examines a request, asks {@link Decide} what it still needs, and sends the
 * browser there; every page comes back here, and the same is asked again.
 */
@Service
class Authorize {

  private final Examine examine;
  private final Decide decide;
  private final Refuse refuse;
  private final SendToSignIn signIn;
  private final ConsentPages consentPages;
  private final Responses responses;
  private final Interactions interactions;
  private final Sessions sessions;
  private final Consents consents;
  private final InSession inSession;
  private final GiveCode codes;
  private final Visited visited;
  private final Browser browser;
  private final Audit audit;

  Authorize(
      Examine examine,
      Decide decide,
      Refuse refuse,
      SendToSignIn signIn,
      ConsentPages consentPages,
      Responses responses,
      Interactions interactions,
      Sessions sessions,
      Consents consents,
      InSession inSession,
      GiveCode codes,
      Visited visited,
      Browser browser,
      Audit audit) {
    this.examine = examine;
    this.decide = decide;
    this.refuse = refuse;
    this.signIn = signIn;
    this.consentPages = consentPages;
    this.responses = responses;
    this.interactions = interactions;
    this.sessions = sessions;
    this.consents = consents;
    this.inSession = inSession;
    this.codes = codes;
    this.visited = visited;
    this.browser = browser;
    this.audit = audit;
  }

  /** A request by GET. */
  Answer begin(Parameters parameters, Visit visit) {
    var fresh = freshInteraction(parameters);
    return run(fresh, Progress.NONE, visit, pending -> Optional.of(codes.atOnce(pending)));
  }

  /**
   * A request by POST. The session's cookie does not come along with a form of another site, so the
   * browser is sent here once more, by GET, where it does.
   */
  Answer park(Parameters parameters, Visit visit) {
    return switch (examine.of(parameters)) {
      case Examination.Bad(var draft, var refusal) -> refuse.answer(draft, refusal, visit);
      case Examination.Good(_, var request) -> {
        visited.note(request.client(), visit);
        yield signIn.admitted(visit, () -> parked(parameters));
      }
    };
  }

  private Answer parked(Parameters parameters) {
    var interaction = freshInteraction(parameters);
    interactions.put(interaction);
    return new Answer.GoTo(SendToSignIn.resumePath(interaction.id()));
  }

  /** The browser comes back from a page. */
  Answer resume(String id, Visit visit) {
    return signIn
        .back(id, visit)
        .map(interaction -> run(interaction, progress(interaction), visit))
        .or(() ->
            own(id, visit)
                .map(interaction ->
                    lingering(interaction, run(interaction, progress(interaction), visit))))
        .orElseGet(() -> refuse.outOfDate(visit));
  }

  private static Progress progress(Interaction interaction) {
    return new Progress(interaction.signIn(), false);
  }

  /** The person has answered the consent page. */
  Answer consented(String id, String step, boolean agree, Visit visit) {
    var own = own(id, visit).filter(interaction -> interaction.browser().isPresent());
    if (own.isEmpty()) {
      return refuse.outOfDate(visit);
    }
    var interaction = own.get();
    return switch (examine.of(interaction.parameters())) {
      case Examination.Bad(var draft, var refusal) -> refuse.answer(draft, refusal, visit);
      case Examination.Good good -> {
        var session = session(visit);
        var progress = session.isPresent() ? progress(interaction) : Progress.NONE;
        var decision = decide.decide(good.request(), session, progress);
        if (decision instanceof Decision.Ask ask) {
          yield answered(interaction, good, ask, session, step, agree, visit);
        }
        // signed out meanwhile, agreed in another tab, or clicked twice
        yield agree
            ? lingering(interaction, run(interaction, progress, visit))
            : refused(interaction, good, Optional.empty(), visit); // whose page it was is not known
      }
    };
  }

  private Answer answered(
      Interaction interaction,
      Examination.Good good,
      Decision.Ask ask,
      Optional<SsoSession> session,
      String step,
      boolean agree,
      Visit visit) {
    String mark = interaction.browser().orElseThrow();
    String meaning = ConsentPages.meaning(interaction.id(), ask.person(), ask.scopes());
    if (!browser.isStep(step, mark, meaning)) {
      return refuse.outOfDate(visit);
    }
    if (!agree) {
      return refused(interaction, good, Optional.of(ask.person().id()), visit);
    }
    Progress progress =
        agreed(ask, good.request().client(), session, visit)
            ? new Progress(interaction.signIn(), true)
            : Progress.NONE;
    return lingering(interaction, run(interaction, progress, visit));
  }

  /** Whoever says no is given no code, whatever was agreed to before or in another tab. */
  private Answer refused(
      Interaction interaction, Examination.Good good, Optional<PersonId> person, Visit visit) {
    interactions.remove(interaction);
    AuditEvent refused =
        AuditEvent.of(AuditEventType.CONSENT_REFUSED, visit.origin())
            .client(good.request().client().id());
    audit.record(person.map(refused::person).orElse(refused));
    return responses.error(
        good.draft(), new Refusal.ToClient(FrontChannelError.DID_NOT_AGREE.with()), visit.locale());
  }

  /** Whoever was signed out meanwhile agrees to nothing: the account may be another's by now. */
  private boolean agreed(
      Decision.Ask ask, Client client, Optional<SsoSession> session, Visit visit) {
    PersonId person = ask.person().id();
    return session
        .filter(here -> here.person().equals(person))
        .filter(here ->
            inSession.does(
                here,
                () ->
                    consents.agree(
                        person,
                        client.id(),
                        ask.scopes(),
                        ConsentPages.TEXT_VERSION,
                        visit.origin())))
        .isPresent();
  }

  /**
   * A second click, also one at the same moment, or the page loaded again, leads to the same place
   * instead of a dead end. A request that came by POST has no page, and is looked at once.
   */
  private Answer lingering(Interaction interaction, Answer answer) {
    if (answer instanceof Answer.ShowConsent) {
      return answer;
    }
    if (interaction.browser().isPresent()) {
      interactions.linger(interaction);
    } else {
      interactions.remove(interaction);
    }
    return answer;
  }

  /** Of one that waited for a person. */
  private Answer run(Interaction interaction, Progress progress, Visit visit) {
    return run(interaction, progress, visit, pending -> codes.once(interaction, pending));
  }

  private Answer run(
      Interaction interaction,
      Progress progress,
      Visit visit,
      Function<PendingCode, Optional<String>> code) {
    return switch (examine.of(interaction.parameters())) {
      case Examination.Bad(var draft, var refusal) -> refuse.answer(draft, refusal, visit);
      case Examination.Good(var draft, var request) -> {
        Answer answer =
            switch (decide.decide(request, session(visit), progress)) {
              case Decision.SignIn needed ->
                  signIn.send(interaction.parameters(), request, needed, visit);
              case Decision.Ask ask -> ask(interaction, request.client(), ask, visit);
              case Decision.Allow(var authorization) ->
                  code.apply(request.pending(authorization))
                      .map(given -> responses.code(request, given, visit.locale()))
                      .orElseGet(() -> refuse.answered(request.client(), visit));
              case Decision.Refuse(var refusal) ->
                  progress.signIn().isPresent() || request.prompts(Prompt.NONE)
                      ? refuse.atClient(draft, refusal, visit) // a person has acted, or none could
                      : refuse.answer(draft, refusal, visit);
            };
        visited.note(request.client(), visit);
        yield answer;
      }
    };
  }

  private Answer ask(Interaction interaction, Client client, Decision.Ask ask, Visit visit) {
    String mark = browser.markOrNew(visit.request(), visit.response());
    interactions.put(
        new Interaction(
            interaction.id(), interaction.parameters(), Optional.of(mark), interaction.signIn()));
    return new Answer.ShowConsent(
        consentPages.page(interaction.id(), mark, client, ask, visit.locale()));
  }

  /** The authorization of this id, if it is of this browser; no other one can spend it. */
  private Optional<Interaction> own(String id, Visit visit) {
    return interactions
        .find(id)
        .filter(interaction ->
            interaction.browser().isEmpty()
                || interaction.browser().equals(browser.mark(visit.request())));
  }

  private Optional<SsoSession> session(Visit visit) {
    return OwnCookie.SESSION.of(visit.request()).flatMap(sessions::find);
  }

  private Interaction freshInteraction(Parameters parameters) {
    return new Interaction(browser.randomText(16), parameters, Optional.empty(), Optional.empty());
  }
}
