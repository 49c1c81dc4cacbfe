package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.protocol.Fixtures;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.grant.Authorization;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.identity.RegisteredClients;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A request, a session and an account of a usual kind, of which a test changes one thing. */
abstract class Decisions {

  static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  static final PersonId PERSON = new PersonId(new UUID(1, 1));
  static final SignInId FIRST = begunAt(NOW.minus(Duration.ofHours(2)));

  /** Begun a quarter of an hour ago. */
  static final SignInId NEXT = begunAt(NOW.minus(Duration.ofMinutes(15)));

  final Client client = Fixtures.client("hospital");
  private final RegisteredClients subjects = new RegisteredClients();
  private final Map<String, UUID> agreements = new HashMap<>();

  Optional<SsoSession> session = Optional.empty();
  boolean active = true;
  IdentityAssurance level = IdentityAssurance.P3;
  Acr minimum = Acr.LEAST;
  boolean consentRequired;
  Set<String> scopes = Set.of("openid");
  Set<String> claims = Set.of();
  Set<Prompt> prompts = Set.of();
  Optional<Duration> maxAge = Optional.empty();
  List<Acr> acrs = List.of();
  boolean essential;
  Set<String> hints = Set.of();
  Optional<SignInId> begun = Optional.empty();
  boolean agreed;

  /** What of the person was read for the last decision. */
  Set<PersonProfile.Part> read = Set.of();

  Decisions() {
    signedIn(sms(FIRST, 0));
  }

  private static SignInId begunAt(Instant time) {
    return new SignInId(TimeOrderedId.at(time, new SecureRandom()));
  }

  static Acr acr(String text) {
    return Acr.parse("urn:tongxing:acr:" + text).orElseThrow();
  }

  static Authentication sms(SignInId signIn, int minutesAgo) {
    return shown(signIn, "sms", Factor.SMS, minutesAgo);
  }

  static Authentication password(SignInId signIn, int minutesAgo) {
    return shown(signIn, "password", Factor.PASSWORD, minutesAgo);
  }

  private static Authentication shown(
      SignInId signIn, String method, Factor factor, int minutesAgo) {
    return new Authentication(
        signIn, method, Set.of(factor), NOW.minus(Duration.ofMinutes(minutesAgo)));
  }

  final void signedIn(Authentication... shown) {
    List<SignInId> signIns =
        Arrays.stream(shown).map(Authentication::signIn).distinct().toList().reversed();
    session =
        Optional.of(
            new SsoSession(
                new SessionId(new UUID(1, 2)),
                PERSON,
                NOW.minus(Duration.ofHours(2)),
                signIns,
                Authentications.of(shown),
                NOW,
                NOW.plus(Duration.ofHours(8)),
                3));
  }

  final void agree(String... scopes) {
    agreements.clear();
    for (String scope : scopes) {
      agreements.put(scope, agreement(scope));
    }
  }

  static UUID agreement(String scope) {
    return UUID.nameUUIDFromBytes(scope.getBytes(StandardCharsets.UTF_8));
  }

  final String subject() {
    return subjects.subject(client, PERSON);
  }

  final Decision.SignIn signIn() {
    return (Decision.SignIn) decision();
  }

  final Decision.Ask asked() {
    return (Decision.Ask) decision();
  }

  final Authorization allowed() {
    return ((Decision.Allow) decision()).authorization();
  }

  final FrontChannelError refusal() {
    return (FrontChannelError) ((Decision.Refuse) decision()).refusal().reason().error();
  }

  private Decision decision() {
    Profiles profiles =
        (_, parts) -> {
          read = parts;
          return active ? Optional.of(profile()) : Optional.empty();
        };
    return new Decide(profiles, new Ledger(agreements), subjects, InstantSource.fixed(NOW))
        .decide(request(), session, new Progress(begun, agreed));
  }

  private PersonProfile profile() {
    return new PersonProfile(
        PERSON,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        level,
        List.of(),
        NOW,
        Optional.empty());
  }

  private AuthorizeRequest request() {
    Client demanding =
        new Client(
            client.id(),
            client.presentation(),
            client.authentication(),
            client.addresses(),
            client.permissions(),
            client.tokens(),
            new Client.Demands(false, false, consentRequired, minimum),
            true);
    return new AuthorizeRequest(
        demanding,
        Optional.of(Fixtures.REDIRECT_URI),
        Optional.empty(),
        ResponseMode.QUERY,
        scopes,
        claims,
        Set.of(),
        Optional.of(Fixtures.CHALLENGE),
        Optional.empty(),
        prompts,
        maxAge,
        acrs,
        essential,
        hints,
        Optional.empty());
  }

  /** Asked what is agreed to; whoever decides changes nothing. */
  private record Ledger(Map<String, UUID> inForce) implements Consents {

    @Override
    public Agreed agreed(PersonId person, ClientId client) {
      return new Agreed(inForce);
    }

    @Override
    public boolean hold(Set<UUID> agreements) {
      throw new AssertionError();
    }

    @Override
    public void agree(
        PersonId person,
        ClientId client,
        Set<String> scopes,
        String textVersion,
        RequestOrigin origin) {
      throw new AssertionError();
    }

    @Override
    public List<Agreement> agreements(PersonId person) {
      throw new AssertionError();
    }

    @Override
    public void withdraw(PersonId person, ClientId client, RequestOrigin origin) {
      throw new AssertionError();
    }

    @Override
    public void disown(PersonId person, String reason, RequestOrigin origin) {
      throw new AssertionError();
    }
  }
}
