package cn.tongxing.idp.protocol.userinfo;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.Subjects;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.claims.AccessTokens.Facts;
import cn.tongxing.idp.protocol.claims.ReleaseClaims;
import cn.tongxing.idp.protocol.grant.FindGrant;
import cn.tongxing.idp.protocol.grant.SenderConstraint;
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

    /** No token of ours, not for this resource, expired, revoked, or the person is gone. */
    record InvalidToken() implements Outcome {}

    /** A good token that was not issued for signing in. */
    record InsufficientScope() implements Outcome {}
  }

  Outcome of(String token) {
    var facts = tokens.readOwn(token);
    if (facts.filter(each -> each.constraint().admits(SenderConstraint.none())).isEmpty()) {
      return new Outcome.InvalidToken(); // what is bound is nobody's bearer token
    }
    if (!facts.get().scopes().contains("openid")) {
      return new Outcome.InsufficientScope();
    }
    return clients
        .find(facts.get().client())
        .flatMap(client -> claims(client, facts.get()))
        .<Outcome>map(Outcome.Claims::new)
        .or(() -> Optional.of(new Outcome.InvalidToken()))
        .orElseThrow();
  }

  private Optional<Map<String, Object>> claims(Client client, Facts facts) {
    return facts
        .grant()
        .flatMap(id -> grants.ofAccessToken(client, id, facts.jti()))
        .flatMap(grant -> {
          var asked = ReleaseClaims.asked(client, grant, facts.scopes());
          return profiles
              .find(grant.person(), ReleaseClaims.parts(asked))
              .map(person -> asMet(person, facts.subject()))
              .map(person -> ReleaseClaims.of(grant, asked, person, facts.subject()));
        });
  }

  /** That an account changed hands concerns those alone who met it before. */
  private PersonProfile asMet(PersonProfile person, String subject) {
    return person.reverifiedAt().filter(at -> !subjects.isFromBefore(at, subject)).isPresent()
        ? person.asMetAnew()
        : person;
  }
}
