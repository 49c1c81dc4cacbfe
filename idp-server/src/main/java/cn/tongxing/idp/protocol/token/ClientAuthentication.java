package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.Authentication.None;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.Client.Authentication.Secret;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.ForeignJws;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.Reason;
import cn.tongxing.idp.protocol.error.RefusalLog;
import cn.tongxing.idp.protocol.error.RefusedRequest;
import cn.tongxing.idp.protocol.token.AuthenticatedClient.Attempt;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * Decides whether a client is who it says it is (RFC 6749 2.3), by the one method it is registered
 * for. Neither a secret of 112 bits and more by estimate (ADR 0038) nor a signature can be guessed,
 * so nobody is slowed down: whatever a neighbour does, the right one is taken. Whoever gets it
 * wrong is told how.
 */
final class ClientAuthentication implements AuthenticationProvider {

  private final Clients clients;
  private final ClientSecrets secrets;
  private final CheckAssertion assertions;
  private final EngineClients engine;
  private final Audit audit;

  /**
   * Failures in the last minute, by client and address, on this node: a broken or hostile client
   * must not fill the trail.
   */
  private final Cache<String, AtomicInteger> failures =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  ClientAuthentication(
      Clients clients,
      ClientSecrets secrets,
      CheckAssertion assertions,
      EngineClients engine,
      Audit audit) {
    this.clients = clients;
    this.secrets = secrets;
    this.assertions = assertions;
    this.engine = engine;
    this.audit = audit;
  }

  @Override
  public boolean supports(Class<?> type) {
    return Attempt.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var attempt = (Attempt) authentication;
    var client =
        Optional.of(attempt.getName())
            .filter(ClientId::isWellFormed)
            .map(ClientId::new)
            .flatMap(clients::find)
            // nobody's trail: anyone could fill it with names
            .orElseThrow(() -> RefusedRequest.because(BackChannelError.UNKNOWN_CLIENT));
    var objection = objection(client, attempt);
    if (objection.isPresent()) {
      record(client, attempt, objection.get());
      throw RefusedRequest.because(objection.get().told());
    }
    return new AuthenticatedClient(engine.of(client), client, attempt.origin());
  }

  /**
   * Why a client is refused.
   *
   * @param reason for the trail, which may say more than the answer
   */
  private record Objection(BackChannelError error, String reason) {
    static Optional<Objection> of(BackChannelError error) {
      return Optional.of(new Objection(error, error.name().toLowerCase(Locale.ROOT)));
    }

    /** The log names the cause where the error stands for several, as the trail does. */
    Reason told() {
      return error == BackChannelError.ASSERTION_REFUSED
          ? error.with().inLog(reason.replace('_', '-'))
          : error.with();
    }
  }

  private Optional<Objection> objection(Client client, Attempt attempt) {
    var shown = attempt.getClientAuthenticationMethod();
    boolean none = shown.equals(ClientAuthenticationMethod.NONE);
    boolean assertion = shown.equals(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
    return switch (client.authentication()) {
      case PrivateKey registered ->
          assertion
              ? assertion(client, registered, attempt)
              : Objection.of(BackChannelError.ASSERTION_MISSING);
      case None _, Secret _ when assertion ->
          Objection.of(BackChannelError.ASSERTION_NOT_REGISTERED);
      case None _ ->
          none ? Optional.empty() : Objection.of(BackChannelError.SECRET_OF_A_PUBLIC_CLIENT);
      case Secret _ when none -> Objection.of(BackChannelError.SECRET_MISSING);
      case Secret registered ->
          shown.equals(EngineClients.method(client))
              ? secret(client, attempt)
              : Objection.of(
                  registered.method() == AuthenticationMethod.CLIENT_SECRET_BASIC
                      ? BackChannelError.BODY_INSTEAD_OF_HEADER
                      : BackChannelError.HEADER_INSTEAD_OF_BODY);
    };
  }

  /** One answer to whatever is wrong with it; log and trail have which. */
  private Optional<Objection> assertion(Client client, PrivateKey registered, Attempt attempt) {
    if (!(attempt.getCredentials() instanceof ForeignJws assertion)) {
      return Objection.of(BackChannelError.ASSERTION_MISSING);
    }
    return assertions
        .objection(client.id(), registered, assertion)
        .map(found -> new Objection(BackChannelError.ASSERTION_REFUSED, found.reason()));
  }

  private Optional<Objection> secret(Client client, Attempt attempt) {
    if (attempt.getCredentials() instanceof String secret && secrets.matches(client, secret)) {
      return Optional.empty();
    }
    return Objection.of(
        secrets.matches(client, attempt.undecoded())
            ? BackChannelError.SECRET_NOT_ENCODED
            : BackChannelError.SECRET_WRONG);
  }

  private void record(Client client, Attempt attempt, Objection objection) {
    String source = client.id() + "@" + attempt.origin().line();
    int count = failures.get(source, _ -> new AtomicInteger()).incrementAndGet();
    if (count <= RefusalLog.LINES) {
      audit.record(
          AuditEvent.of(AuditEventType.CLIENT_AUTHENTICATION_FAILED, attempt.origin())
              .client(client.id())
              .detail("method", attempt.getClientAuthenticationMethod().getValue())
              .detail("reason", objection.reason()));
    }
  }
}
