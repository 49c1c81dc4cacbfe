package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.Held;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.grant.Authorization;
import cn.tongxing.idp.protocol.grant.Authorization.InSession;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.SsoSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The one decision of the authorization endpoint, asked again after every page: what does this
 * request still need, given the session of this browser? Evidence is the session only; that a page
 * was visited counts for nothing.
 */
@Component
class Decide {

  private static final Duration ONE_SIGN_IN = Duration.ofMinutes(1);

  private final Profiles profiles;
  private final Consents consents;
  private final PairwiseSubjects subjects;
  private final InstantSource clock;

  Decide(Profiles profiles, Consents consents, PairwiseSubjects subjects, InstantSource clock) {
    this.profiles = profiles;
    this.consents = consents;
    this.subjects = subjects;
    this.clock = clock;
  }

  Decision decide(AuthorizeRequest request, Optional<SsoSession> session, Progress progress) {
    if (request.essentialAcr() && request.acrs().isEmpty()) {
      // no sign-in could help
      return Decision.Refuse.because(FrontChannelError.ACR_UNKNOWN);
    }
    var person = session.flatMap(signedIn -> profiles.find(signedIn.person(), parts(request)));
    if (session.isEmpty() || person.isEmpty()) {
      return signIn(request, Optional.empty(), progress, FrontChannelError.LOGIN_REQUIRED);
    }
    Optional<SignInId> done = progress.signIn().filter(session.get()::includes);
    boolean fresh = done.isPresent();
    Authentications shown = counted(request, session.get(), done);
    if (shown.isEmpty()) {
      return signIn(
          request, expected(request, session.get()), progress, FrontChannelError.LOGIN_REQUIRED);
    }
    if (!isHinted(request, session.get())) {
      // someone else than the one the application expects
      return fresh
          ? Decision.Refuse.because(FrontChannelError.OTHER_PERSON)
          : signIn(request, Optional.empty(), progress, FrontChannelError.LOGIN_REQUIRED);
    }
    Acr reached = shown.level(person.get().level());
    if (!satisfies(request, reached)) {
      if (!fresh) {
        return signIn(
            request,
            Optional.of(session.get().person()),
            held(request, session.get().person(), shown),
            progress,
            FrontChannelError.INTERACTION_REQUIRED);
      }
      if (request.essentialAcr() || !reached.satisfies(request.client().demands().minimum())) {
        return Decision.Refuse.because(FrontChannelError.ACR_NOT_REACHED);
      }
    }
    return afterSignIn(request, session.get(), shown, person.get(), progress);
  }

  /** Who may be asked whether they agree is shown what of. */
  private static Set<Part> parts(AuthorizeRequest request) {
    return request.client().demands().consentRequired() || request.prompts(Prompt.CONSENT)
        ? Set.of(Part.NAME, Part.PHONE, Part.LEVEL)
        : Set.of(Part.LEVEL);
  }

  private Decision afterSignIn(
      AuthorizeRequest request,
      SsoSession session,
      Authentications shown,
      PersonProfile person,
      Progress progress) {
    var asked = request.toAgree();
    boolean askAnyway = request.prompts(Prompt.CONSENT) && !progress.agreed();
    boolean needed = request.client().demands().consentRequired();
    var agreed =
        needed ? consents.agreed(person.id(), request.client().id()) : Consents.Agreed.NONE;
    boolean missing = needed && !agreed.scopes().containsAll(asked);
    if (askAnyway || missing) {
      return request.prompts(Prompt.NONE)
          ? Decision.Refuse.because(FrontChannelError.CONSENT_REQUIRED)
          : new Decision.Ask(person, asked);
    }
    return new Decision.Allow(
        new Authorization(
            request.client().id(),
            person.id(),
            Optional.of(new InSession(session.id(), session.lowered())),
            Optional.empty(),
            agreed.to(asked),
            request.scopes(),
            request.userinfoClaims(),
            request.resources(),
            told(request, shown.level(person.level())),
            shown,
            session.expiresAt()));
  }

  /** What is asked for afresh is to be shown whole: nothing from before counts. */
  private static Optional<Held> held(
      AuthorizeRequest request, PersonId person, Authentications shown) {
    return request.maxAge().isPresent()
        ? Optional.empty()
        : Optional.of(new Held(person, shown.factors(), shown.isByFact()));
  }

  private static Decision signIn(
      AuthorizeRequest request,
      Optional<PersonId> expected,
      Progress progress,
      FrontChannelError silent) {
    return signIn(request, expected, Optional.empty(), progress, silent);
  }

  private static Decision signIn(
      AuthorizeRequest request,
      Optional<PersonId> expected,
      Optional<Held> held,
      Progress progress,
      FrontChannelError silent) {
    if (request.prompts(Prompt.NONE)) {
      return Decision.Refuse.because(silent);
    }
    if (progress.signIn().isPresent()) {
      return Decision.Refuse.because(FrontChannelError.DID_NOT_SIGN_IN);
    }
    return new Decision.SignIn(wanted(request).within(within(request)).beside(held), expected);
  }

  /**
   * What the session's person has shown that this request takes; nothing where all of it has ended
   * and they are merely in. Who asks for a fresh sign-in gets all of the level from what was shown
   * since that one was begun; a freshness that a weaker way brought is none.
   */
  private Authentications counted(
      AuthorizeRequest request, SsoSession session, Optional<SignInId> done) {
    Authentications all = session.authentications().standing();
    boolean again = request.prompts(Prompt.LOGIN) || request.prompts(Prompt.SELECT_ACCOUNT);
    if (done.isPresent() && (again || request.maxAge().isPresent())) {
      Authentications shown = all.sinceBegun(done.get());
      return shown.isEmpty() // all of it has ended meanwhile
          ? shown
          : within(request).map(age -> shown.since(shown.latest().at().minus(age))).orElse(shown);
    }
    return again
        ? Authentications.NONE
        : request.maxAge().map(age -> all.since(clock.instant().minus(age))).orElse(all);
  }

  /**
   * How far the steps of a sign-in may lie apart that is made for {@code max_age}: a minute in any
   * case, for a level of several steps is shown in no less.
   */
  private static Optional<Duration> within(AuthorizeRequest request) {
    return request.maxAge().map(age -> age.compareTo(ONE_SIGN_IN) < 0 ? ONE_SIGN_IN : age);
  }

  private static Optional<PersonId> expected(AuthorizeRequest request, SsoSession session) {
    return request.prompts(Prompt.SELECT_ACCOUNT)
        ? Optional.empty()
        : Optional.of(session.person());
  }

  private boolean isHinted(AuthorizeRequest request, SsoSession session) {
    var hinted = request.hintedSubjects();
    return hinted.isEmpty()
        || hinted.equals(Set.of(subjects.subject(request.client(), session.person())));
  }

  private static boolean satisfies(AuthorizeRequest request, Acr reached) {
    return reached.satisfies(request.client().demands().minimum())
        && (request.acrs().isEmpty() || request.acrs().stream().anyMatch(reached::satisfies));
  }

  /**
   * The level reached; but of levels that are essential one must come back as it was asked for
   * (OpenID Connect Core 1.0, 5.5.1.1), the first that is reached.
   */
  private static Acr told(AuthorizeRequest request, Acr reached) {
    return request.essentialAcr() && !request.acrs().contains(reached)
        ? request.acrs().stream().filter(reached::satisfies).findFirst().orElse(reached)
        : reached;
  }

  /** The levels of the request, never less than the client's own; voluntary unless essential. */
  private static Wanted wanted(AuthorizeRequest request) {
    Acr minimum = request.client().demands().minimum();
    if (request.acrs().isEmpty()) {
      return Wanted.atLeast(minimum);
    }
    var levels = request.acrs().stream().map(asked -> both(asked, minimum)).distinct().toList();
    return new Wanted(levels, request.essentialAcr() ? Optional.empty() : Optional.of(minimum));
  }

  private static Acr both(Acr asked, Acr minimum) {
    IdentityAssurance identity =
        asked.identity().atLeast(minimum.identity()) ? asked.identity() : minimum.identity();
    AuthenticationAssurance authentication =
        asked.authentication().atLeast(minimum.authentication())
            ? asked.authentication()
            : minimum.authentication();
    return new Acr(identity, authentication);
  }
}
