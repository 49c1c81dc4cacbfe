package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.grant.Rotation.Refused;
import cn.tongxing.idp.protocol.grant.Rotation.Reused;
import cn.tongxing.idp.protocol.grant.Rotation.Rotated;
import cn.tongxing.idp.protocol.grant.Rotation.ScopeTooWide;
import cn.tongxing.idp.protocol.grant.Rotation.WrongTarget;
import cn.tongxing.idp.protocol.grant.store.GrantRows;
import cn.tongxing.idp.protocol.grant.store.GrantRows.Family;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Rotates refresh tokens (RFC 9700 4.14.2). The successor follows from the token presented, so that
 * of fifty that rotate at once all get the same one, and a client whose answer was lost gets it
 * again for a few seconds. Whatever older token of the family comes later ends the grant.
 */
@Service
public class RotateRefreshToken {

  private final GrantTokens tokens;
  private final GrantRows grants;
  private final Profiles profiles;
  private final TransactionOperations transactions;
  private final Audit audit;
  private final ProtocolSettings settings;
  private final InstantSource clock;

  RotateRefreshToken(
      GrantTokens tokens,
      GrantRows grants,
      Profiles profiles,
      TransactionOperations transactions,
      Audit audit,
      ProtocolSettings settings,
      InstantSource clock) {
    this.tokens = tokens;
    this.grants = grants;
    this.profiles = profiles;
    this.transactions = transactions;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Rotates.
   *
   * @param wish what the client asks for with it
   */
  public Rotation rotate(Client client, String presented, Wish wish, RequestOrigin origin) {
    return tokens
        .parse(GrantToken.Kind.REFRESH, presented)
        .map(token -> rotate(client, token, wish, origin))
        .orElseGet(Refused::new);
  }

  /**
   * What is asked for.
   *
   * @param scopes named in this request; empty for all that was granted
   * @param target whether there is an audience for the token; asked before anything changes, as a
   *     client that is refused keeps its refresh token
   */
  public record Wish(Set<String> scopes, Predicate<Grant> target) {

    /** Of all scopes or some, for whatever audience. */
    public static Wish of(Set<String> scopes) {
      return new Wish(scopes, _ -> true);
    }
  }

  private Rotation rotate(Client client, GrantToken presented, Wish wish, RequestOrigin origin) {
    Instant now = clock.instant();
    var family = grants.family(presented.grant());
    if (family.isEmpty() || !mayBeUsed(family.get().grant(), client, now)) {
      return new Refused();
    }
    Grant grant = family.get().grant();
    if (!grant.scopes().containsAll(wish.scopes())) {
      return new ScopeTooWide();
    }
    // an older token is first of all a reused one
    if (equal(family.get().current(), tokens.hash(presented)) && !wish.target().test(grant)) {
      return new WrongTarget();
    }
    GrantToken successor = tokens.successor(presented);
    return transactions.execute(_ -> {
      byte[] current = tokens.hash(presented);
      if (grants.rotate(grant.id(), client.id(), current, tokens.hash(successor), now)) {
        audit.record(about(AuditEventType.TOKEN_REFRESHED, grant, origin));
        return new Rotated(grant, successor);
      }
      return lost(presented, successor, now, origin);
    });
  }

  /** Not the current token (any more): a repetition, or one that should be forgotten. */
  private Rotation lost(
      GrantToken presented, GrantToken successor, Instant now, RequestOrigin origin) {
    Optional<Family> family = grants.family(presented.grant());
    if (family.isEmpty() || !family.get().grant().livesAt(now)) {
      return new Refused();
    }
    Grant grant = family.get().grant();
    if (isRepetition(family.get(), presented, successor, now)) {
      audit.record(about(AuditEventType.TOKEN_REFRESHED, grant, origin).detail("repeated", "true"));
      return new Rotated(grant, successor);
    }
    if (grants.revoke(grant.id(), "refresh_reused", now)) {
      audit.record(about(AuditEventType.REFRESH_REUSED, grant, origin));
    }
    return new Reused();
  }

  private boolean isRepetition(
      Family family, GrantToken presented, GrantToken successor, Instant now) {
    return equal(family.previous(), tokens.hash(presented))
        && equal(family.current(), tokens.hash(successor))
        && family
            .rotatedAt()
            .filter(rotated -> !now.isAfter(rotated.plus(settings.refreshGrace())))
            .isPresent();
  }

  private boolean mayBeUsed(Grant grant, Client client, Instant now) {
    return grant.client().equals(client.id())
        && grant.livesAt(now)
        && profiles
            .find(grant.person(), Set.of())
            .filter(person -> reaches(person, grant))
            .isPresent();
  }

  /** Evidence may have expired or been taken back since. */
  private static boolean reaches(PersonProfile person, Grant grant) {
    return person.level().atLeast(grant.acr().identity());
  }

  private static boolean equal(Optional<byte[]> stored, byte[] hash) {
    return stored.filter(value -> MessageDigest.isEqual(value, hash)).isPresent();
  }

  private static AuditEvent about(AuditEventType type, Grant grant, RequestOrigin origin) {
    return AuditEvent.of(type, origin)
        .person(grant.person())
        .client(grant.client())
        .session(grant.session())
        .grant(grant.id());
  }
}
