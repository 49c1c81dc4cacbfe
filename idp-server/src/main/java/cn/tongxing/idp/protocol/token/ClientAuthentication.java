package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.protocol.token.AuthenticatedClient.Attempt;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * Decides whether a client is who it says it is (RFC 6749 2.3), by the one method it is registered
 * for. Unknown, disabled, wrong method and wrong secret look alike from outside.
 */
final class ClientAuthentication implements AuthenticationProvider {

  private static final int FAILURES = 30;

  private final Clients clients;
  private final ClientSecrets secrets;
  private final EngineClients engine;
  private final Audit audit;

  /**
   * Failures in the last minute, by client and address, on this node. A secret of 256 bits cannot
   * be guessed: this only keeps a broken or hostile client from filling the trail.
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
    String name = attempt.getName();
    if (!ClientId.isWellFormed(name)) {
      throw invalidClient();
    }
    var client = clients.find(new ClientId(name));
    if (client.isEmpty()) {
      throw invalidClient(); // nobody's trail: anyone could fill it with names
    }
    String source = name + "@" + attempt.origin().line();
    AtomicInteger failed = failures.getIfPresent(source);
    if (failed != null && failed.get() >= FAILURES) {
      throw invalidClient();
    }
    if (!isProven(client.get(), attempt)) {
      failures.get(source, _ -> new AtomicInteger()).incrementAndGet();
      audit.record(
          AuditEvent.of(AuditEventType.CLIENT_AUTHENTICATION_FAILED, attempt.origin())
              .client(client.get().id())
              .detail("method", attempt.getClientAuthenticationMethod().getValue()));
      throw invalidClient();
    }
    return new AuthenticatedClient(engine.of(client.get()), client.get(), attempt.origin());
  }

  private boolean isProven(Client client, Attempt attempt) {
    if (!attempt.getClientAuthenticationMethod().equals(EngineClients.method(client))) {
      return false;
    }
    return client.authentication() == AuthenticationMethod.NONE
        || (attempt.getCredentials() instanceof String secret && secrets.matches(client, secret));
  }

  private static OAuth2AuthenticationException invalidClient() {
    return new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
  }
}
