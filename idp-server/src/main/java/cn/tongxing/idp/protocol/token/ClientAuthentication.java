package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.protocol.error.BackChannelError;
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
 * for. A secret of 128 bits and more cannot be guessed, so nobody is slowed down: whatever a
 * neighbour does, the right secret is taken. Whoever gets it wrong is told how.
 */
final class ClientAuthentication implements AuthenticationProvider {

  private final Clients clients;
  private final ClientSecrets secrets;
  private final EngineClients engine;
  private final Audit audit;

  /**
   * Failures in the last minute, by client and address, on this node: a broken or hostile client
   * must not fill the trail.
   */
  private final Cache<String, AtomicInteger> failures =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  ClientAuthentication(Clients clients, ClientSecrets secrets, EngineClients engine, Audit audit) {
    this.clients = clients;
    this.secrets = secrets;
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
      throw RefusedRequest.because(objection.get());
    }
    return new AuthenticatedClient(engine.of(client), client, attempt.origin());
  }

  private Optional<BackChannelError> objection(Client client, Attempt attempt) {
    var shown = attempt.getClientAuthenticationMethod();
    boolean none = shown.equals(ClientAuthenticationMethod.NONE);
    return switch (client.authentication()) {
      case NONE ->
          none ? Optional.empty() : Optional.of(BackChannelError.SECRET_OF_A_PUBLIC_CLIENT);
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST -> {
        if (none) {
          yield Optional.of(BackChannelError.SECRET_MISSING);
        }
        yield shown.equals(EngineClients.method(client))
            ? secret(client, attempt)
            : Optional.of(
                client.authentication() == AuthenticationMethod.CLIENT_SECRET_BASIC
                    ? BackChannelError.BODY_INSTEAD_OF_HEADER
                    : BackChannelError.HEADER_INSTEAD_OF_BODY);
      }
    };
  }

  private Optional<BackChannelError> secret(Client client, Attempt attempt) {
    if (attempt.getCredentials() instanceof String secret && secrets.matches(client, secret)) {
      return Optional.empty();
    }
    return Optional.of(
        secrets.matches(client, attempt.undecoded())
            ? BackChannelError.SECRET_NOT_ENCODED
            : BackChannelError.SECRET_WRONG);
  }

  private void record(Client client, Attempt attempt, BackChannelError error) {
    String source = client.id() + "@" + attempt.origin().line();
    int count = failures.get(source, _ -> new AtomicInteger()).incrementAndGet();
    if (count <= RefusalLog.LINES) {
      audit.record(
          AuditEvent.of(AuditEventType.CLIENT_AUTHENTICATION_FAILED, attempt.origin())
              .client(client.id())
              .detail("method", attempt.getClientAuthenticationMethod().getValue())
              .detail("reason", error.name().toLowerCase(Locale.ROOT)));
    }
  }
}
