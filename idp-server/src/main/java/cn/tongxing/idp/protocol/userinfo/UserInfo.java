package cn.tongxing.idp.protocol.userinfo;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.Subjects;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.claims.AccessTokens.Facts;
import cn.tongxing.idp.protocol.claims.AccessTokens.Shown;
import cn.tongxing.idp.protocol.claims.ReleaseClaims;
import cn.tongxing.idp.protocol.grant.FindGrant;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.grant.SenderConstraint;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Decides what a token gets to see. Two indexed reads, three of who was verified anew; no write.
 */
@Component
class UserInfo {

  private final AccessTokens tokens;
  private final FindGrant grants;
  private final Clients clients;
  private final Profiles profiles;
  private final Subjects subjects;

  UserInfo(
      AccessTokens tokens,
      FindGrant grants,
      Clients clients,
      Profiles profiles,
      Subjects subjects) {
    this.tokens = tokens;
    this.grants = grants;
    this.clients = clients;
    this.profiles = profiles;
    this.subjects = subjects;
  }

  /** What came of a token. */
  sealed interface Outcome {
    record Claims(Map<String, Object> claims) implements Outcome {
      /** Without the values: they are personal. */
      @Override
      public String toString() {
        return "Claims" + claims.keySet();
      }
    }

    /**
     * The token is of no use. The client is told that alone, the operator's log the cause.
     *
     * @param client whose token it is; empty where that cannot be believed
     */
    record InvalidToken(Cause cause, Optional<ClientId> client) implements Outcome {}

    /** A good token that was not issued for signing in. */
    record InsufficientScope(ClientId client) implements Outcome {}
  }

  /** Why a token is of no use. */
  enum Cause {
    NOT_OURS,
    FOR_A_RESOURCE,
    EXPIRED,
    BOUND,
    CLIENT_GONE,
    REVOKED,
    PERSON_GONE;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Outcome of(String token) {
    return switch (tokens.readOwn(token)) {
      case Shown.Useless(var flaw, var client) ->
          new Outcome.InvalidToken(
              switch (flaw) {
                case NOT_OURS -> Cause.NOT_OURS;
                case FOR_A_RESOURCE -> Cause.FOR_A_RESOURCE;
                case EXPIRED -> Cause.EXPIRED;
              },
              client);
      // what is bound is nobody's bearer token
      case Shown.Usable(var facts) when !facts.constraint().admits(SenderConstraint.none()) ->
          useless(Cause.BOUND, facts);
      case Shown.Usable(var facts) when !facts.scopes().contains("openid") ->
          new Outcome.InsufficientScope(facts.client());
      case Shown.Usable(var facts) -> seen(facts);
    };
  }

  private Outcome seen(Facts facts) {
    Optional<Client> client = clients.find(facts.client());
    if (client.isEmpty()) {
      return useless(Cause.CLIENT_GONE, facts);
    }
    Optional<Grant> grant =
        facts.grant().flatMap(id -> grants.ofAccessToken(client.get(), id, facts.jti()));
    if (grant.isEmpty()) {
      return useless(Cause.REVOKED, facts);
    }
    return claims(client.get(), grant.get(), facts)
        .<Outcome>map(Outcome.Claims::new)
        .orElseGet(() -> useless(Cause.PERSON_GONE, facts));
  }

  private static Outcome useless(Cause cause, Facts facts) {
    return new Outcome.InvalidToken(cause, Optional.of(facts.client()));
  }

  private Optional<Map<String, Object>> claims(Client client, Grant grant, Facts facts) {
    var asked = ReleaseClaims.asked(client, grant, facts.scopes());
    return profiles
        .find(grant.person(), ReleaseClaims.parts(asked))
        .map(person -> asMet(person, facts.subject()))
        .map(person -> ReleaseClaims.of(grant, asked, person, facts.subject()));
  }

  /** That an account changed hands concerns those alone who met it before. */
  private PersonProfile asMet(PersonProfile person, String subject) {
    return person.reverifiedAt().filter(at -> !subjects.isFromBefore(at, subject)).isPresent()
        ? person.asMetAnew()
        : person;
  }
}
