package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.grant.Rotation.Cause;
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
        .orElseGet(() -> new Refused(Cause.NOT_OURS));
  }

  /**
   * What is asked for.
   *
   * @param scopes named in this request; empty for all that was granted and may still be had
   * @param proven to be held by whoever asks, besides the token
   * @param target whether there is an audience for the token; asked before anything changes, as a
   *     client that is refused keeps its refresh token
   */
  public record Wish(Set<String> scopes, SenderConstraint proven, Predicate<Grant> target) {

    /** Of all scopes or some, for whatever audience, with the token alone. */
    public static Wish of(Set<String> scopes) {
      return new Wish(scopes, SenderConstraint.none(), _ -> true);
    }
  }

  /**
   * The row of the current token is taken and read by the statement that replaces it. Whoever may
   * not have what they ask for keeps their token: then nothing of it is committed.
   */
  private Rotation rotate(Client client, GrantToken presented, Wish wish, RequestOrigin origin) {
    Instant now = clock.instant();
    GrantToken successor = tokens.successor(presented);
    return transactions.execute(status -> {
      var taken =
          grants.rotate(
              presented.grant(), client.id(), tokens.hash(presented), tokens.hash(successor), now);
      if (taken.isEmpty()) {
        return lost(client, presented, successor, wish, now, origin);
      }
      Rotation rotation =
          objection(taken.get(), client, wish)
              .<Rotation>map(Refused::new)
              .orElseGet(() -> rotated(taken.get(), client, successor, wish));
      if (rotation instanceof Rotated(var grant, _)) {
        audit.record(GrantEvents.about(AuditEventType.TOKEN_REFRESHED, grant, origin));
      } else {
        status.setRollbackOnly();
      }
      return rotation;
    });
  }

  /**
   * What comes of a token that is good: nothing wider than the grant, and for an audience of it.
   */
  private static Rotation rotated(Grant living, Client client, GrantToken successor, Wish wish) {
    Grant grant = living.at(client).orElseThrow();
    if (!grant.scopes().containsAll(wish.scopes())) {
      return new ScopeTooWide(living.scopes().containsAll(wish.scopes()));
    }
    return wish.target().test(grant) ? new Rotated(grant, successor) : new WrongTarget();
  }

  /**
   * Not the current token (any more): a repetition, or one that should be forgotten, whatever is
   * asked for with it.
   *
   * @param now when it came, however long it waited for the one that was first
   */
  private Rotation lost(
      Client client,
      GrantToken presented,
      GrantToken successor,
      Wish wish,
      Instant now,
      RequestOrigin origin) {
    var family = grants.family(presented.grant());
    if (family.isEmpty()) {
      return new Refused(Cause.GONE);
    }
    var refused = over(family.get(), client, wish, now);
    if (refused.isPresent()) {
      return refused.get();
    }
    Grant grant = family.get().grant();
    if (isRepetition(family.get(), presented, successor, now)) {
      Rotation again = rotated(grant, client, successor, wish);
      if (again instanceof Rotated(var rotated, _)) {
        audit.record(
            GrantEvents.about(AuditEventType.TOKEN_REFRESHED, rotated, origin)
                .detail("repeated", "true"));
      }
      return again;
    }
    if (grants.revoke(grant.id(), "refresh_reused", now)) {
      audit.record(GrantEvents.about(AuditEventType.REFRESH_REUSED, grant, origin));
    }
    return new Reused();
  }

  /** That the grant is over, or not this client's: then nothing becomes of it any more. */
  private Optional<Refused> over(Family family, Client client, Wish wish, Instant now) {
    Grant grant = family.grant();
    if (!grant.client().equals(client.id())) {
      return Optional.of(new Refused(Cause.OTHER_CLIENT));
    }
    if (grant.revokedAt().isPresent()) {
      return Optional.of(new Refused(Cause.REVOKED, family.revokeReason()));
    }
    return grant.livesAt(now)
        ? objection(grant, client, wish).map(Refused::new)
        : Optional.of(new Refused(Cause.EXPIRED));
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

  /** Why a living grant is good for nothing, for its client, now; empty if it is good. */
  private Optional<Cause> objection(Grant living, Client client, Wish wish) {
    if (living.at(client).isEmpty()) {
      return Optional.of(Cause.NOT_REGISTERED);
    }
    return living.constraint().admits(wish.proven()) ? fallen(living) : Optional.of(Cause.BOUND);
  }

  /**
   * Evidence may have expired or been taken back since. A grant of the least level rests on none,
   * and computes no level.
   */
  private Optional<Cause> fallen(Grant grant) {
    IdentityAssurance promised = grant.acr().identity();
    if (promised == IdentityAssurance.P1) {
      return profiles.isActive(grant.person()) ? Optional.empty() : Optional.of(Cause.PERSON_GONE);
    }
    var person = profiles.find(grant.person(), Set.of(Part.LEVEL));
    if (person.isEmpty()) {
      return Optional.of(Cause.PERSON_GONE);
    }
    return person.get().level().atLeast(promised)
        ? Optional.empty()
        : Optional.of(Cause.LEVEL_LOST);
  }

  private static boolean equal(Optional<byte[]> stored, byte[] hash) {
    return stored.filter(value -> MessageDigest.isEqual(value, hash)).isPresent();
  }
}
