package cn.tongxing.idp.protocol.claims;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.client.Resource.TokenType;
import cn.tongxing.idp.client.Resources;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.keys.TokenVerifier;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.claims.Audience.Own;
import cn.tongxing.idp.protocol.claims.Audience.Registered;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.grant.SenderConstraint;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Access tokens as JWT (RFC 9068), each for one audience: our own endpoints, or a registered
 * resource (RFC 8707), in the form that the resource wants. Ours are of type {@code at+jwt}, ES256.
 */
@Component
public class AccessTokens {

  private static final String TYPE = "at+jwt";

  private final TokenSigner signer;
  private final TokenVerifier verifier;
  private final PairwiseSubjects subjects;
  private final Resources resources;
  private final Issuer issuer;
  private final ProtocolSettings settings;
  private final InstantSource clock;
  private final SecureRandom random;

  AccessTokens(
      TokenSigner signer,
      TokenVerifier verifier,
      PairwiseSubjects subjects,
      Resources resources,
      Issuer issuer,
      ProtocolSettings settings,
      InstantSource clock,
      SecureRandom random) {
    this.signer = signer;
    this.verifier = verifier;
    this.subjects = subjects;
    this.resources = resources;
    this.issuer = issuer;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A token of a grant.
   *
   * @param constraint what whoever shows it must prove to hold
   */
  public Issued issue(
      Client client,
      Grant grant,
      Set<String> scopes,
      Audience audience,
      SenderConstraint constraint) {
    var claims = new LinkedHashMap<String, Object>();
    // whoever receives the token knows the person by the name of its own sector
    Client receiver = audience instanceof Registered(_, Client server) ? server : client;
    claims.put("sub", subjects.subject(receiver, grant.person()));
    claims.put("aud", name(audience));
    claims.put("auth_time", grant.authTime().getEpochSecond());
    claims.put("acr", grant.acr().toString());
    claims.put("grant", grant.id().toString());
    return sign(client, claims, scopes, audience, constraint);
  }

  /** A token for the client itself (RFC 6749 4.4). */
  public Issued issue(
      Client client, Set<String> scopes, Audience audience, SenderConstraint constraint) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("sub", client.id().value());
    claims.put("aud", name(audience));
    return sign(client, claims, scopes, audience, constraint);
  }

  private Issued sign(
      Client client,
      Map<String, Object> claims,
      Set<String> asked,
      Audience audience,
      SenderConstraint constraint) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expires = now.plus(settings.accessTokenLifetime());
    byte[] id = new byte[16];
    random.nextBytes(id);
    Set<String> scopes = audience.scopes(asked);
    claims.put("iss", issuer.toString());
    claims.put("client_id", client.id().value());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", expires.getEpochSecond());
    claims.put("jti", Base64.getUrlEncoder().withoutPadding().encodeToString(id));
    constraint.confirmation().ifPresent(cnf -> claims.put("cnf", cnf));
    if (!scopes.isEmpty()) {
      claims.put("scope", String.join(" ", new TreeSet<>(scopes)));
    }
    String token =
        switch (audience) {
          case Own _ -> signer.sign(SigningAlgorithm.ES256, TYPE, claims);
          case Registered(var resource, _) ->
              signer.sign(resource.algorithm(), resource.tokenType().written(), claims);
        };
    return new Issued(token, constraint, now, expires, scopes);
  }

  private String name(Audience audience) {
    return switch (audience) {
      case Own _ -> issuer.toString();
      case Registered(var resource, _) -> resource.uri();
    };
  }

  /**
   * Reads a token for our own endpoints that has not expired; says nothing of revocation. Nothing
   * else is taken here: no token of another audience, and none that could be another kind of token.
   */
  public Shown readOwn(String token) {
    var signed = signed(token, TYPE);
    if (signed.isEmpty()) {
      return signed(token, TokenType.JWT.written())
          .filter(this::isForResource)
          .map(facts -> useless(Flaw.FOR_A_RESOURCE, facts))
          .orElseGet(() -> new Shown.Useless(Flaw.NOT_OURS, Optional.empty()));
    }
    Facts facts = signed.get();
    if (!facts.audience().equals(issuer.toString())) {
      return useless(Flaw.FOR_A_RESOURCE, facts);
    }
    return lives(facts) ? new Shown.Usable(facts) : useless(Flaw.EXPIRED, facts);
  }

  private static Shown useless(Flaw flaw, Facts facts) {
    return new Shown.Useless(flaw, Optional.of(facts.client()));
  }

  /**
   * Reads a token of ours for whatever audience, for who may be told of it or take it back; says
   * nothing of revocation.
   */
  public Optional<Facts> read(String token) {
    return signed(token, TYPE)
        .or(() -> signed(token, TokenType.JWT.written()).filter(this::isForResource))
        .filter(this::lives);
  }

  private Optional<Facts> signed(String token, String type) {
    return verifier
        .verify(token, type)
        .filter(claims -> issuer.toString().equals(claims.get("iss")))
        .flatMap(AccessTokens::facts);
  }

  /** Whether it is for a resource that wants tokens of the type {@code JWT}. */
  private boolean isForResource(Facts facts) {
    return resources
        .find(facts.audience())
        .filter(resource -> resource.tokenType() == TokenType.JWT)
        .isPresent();
  }

  private boolean lives(Facts facts) {
    return clock.instant().isBefore(facts.expiresAt());
  }

  private static Optional<Facts> facts(Map<String, Object> claims) {
    if (claims.get("jti") instanceof String jti
        && claims.get("sub") instanceof String subject
        && claims.get("aud") instanceof String audience
        && claims.get("client_id") instanceof String client
        && claims.get("iat") instanceof Number issued
        && claims.get("exp") instanceof Number expires) {
      return constraint(claims)
          .map(bound ->
              new Facts(
                  jti,
                  subject,
                  audience,
                  new ClientId(client),
                  claims.get("scope") instanceof String scope ? Set.of(scope.split(" ")) : Set.of(),
                  claims.get("grant") instanceof String grant
                      ? Optional.of(GrantId.parse(grant))
                      : Optional.empty(),
                  bound,
                  Instant.ofEpochSecond(issued.longValue()),
                  Instant.ofEpochSecond(expires.longValue())));
    }
    return Optional.empty();
  }

  /** Empty for one that is not known here: a token that is bound by it is good for nobody. */
  private static Optional<SenderConstraint> constraint(Map<String, Object> claims) {
    Object cnf = claims.get("cnf");
    return cnf == null ? Optional.of(SenderConstraint.none()) : SenderConstraint.of(cnf);
  }

  /** What a token that was shown to us is worth, before revocation. */
  public sealed interface Shown {

    /** For us, and in time. */
    record Usable(Facts facts) implements Shown {}

    /**
     * @param client whose it is; empty where that cannot be believed
     */
    record Useless(Flaw flaw, Optional<ClientId> client) implements Shown {}
  }

  /** Why a token is of no use to our own endpoints. */
  public enum Flaw {
    /** No access token of ours: an ID token, another issuer's, damaged, or of a withdrawn key. */
    NOT_OURS,
    FOR_A_RESOURCE,
    EXPIRED
  }

  /** A token just made. */
  public record Issued(
      String reveal,
      SenderConstraint constraint,
      Instant issuedAt,
      Instant expiresAt,
      Set<String> scopes) {
    public Issued {
      scopes = Set.copyOf(scopes);
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Issued[" + expiresAt + "]";
    }
  }

  /**
   * What a token says.
   *
   * @param grant empty for a client's own token
   * @param constraint what whoever shows it must prove to hold
   */
  public record Facts(
      String jti,
      String subject,
      String audience,
      ClientId client,
      Set<String> scopes,
      Optional<GrantId> grant,
      SenderConstraint constraint,
      Instant issuedAt,
      Instant expiresAt) {
    public Facts {
      scopes = Set.copyOf(scopes);
    }

    /** Those of its scopes that are among these too. */
    public Set<String> scopesAmong(Set<String> others) {
      return scopes.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
    }
  }
}
