package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** The client behind a request of the back channel, as the engine's filters carry it along. */
public final class AuthenticatedClient extends OAuth2ClientAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient Client client;
  private final transient RequestOrigin origin;

  AuthenticatedClient(RegisteredClient engine, Client client, RequestOrigin origin) {
    super(engine, EngineClients.method(client), null);
    this.client = client;
    this.origin = origin;
  }

  /** The client that was authenticated before this request reached its endpoint. */
  public static AuthenticatedClient of(@Nullable Object principal) {
    if (principal instanceof AuthenticatedClient client) {
      return client;
    }
    throw new IllegalStateException("no client was authenticated");
  }

  /** The client of a request that the engine has read. */
  static AuthenticatedClient of(Authentication request) {
    return of(request.getPrincipal());
  }

  public Client client() {
    return client;
  }

  public RequestOrigin origin() {
    return origin;
  }

  RegisteredClient engine() {
    return Objects.requireNonNull(getRegisteredClient());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** What a client showed to authenticate, before it is checked. */
  static final class Attempt extends OAuth2ClientAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient RequestOrigin origin;
    private final transient String undecoded;

    Attempt(
        String client,
        ClientAuthenticationMethod method,
        @Nullable Object shown,
        String undecoded,
        RequestOrigin origin) {
      super(client, method, shown, Map.of());
      this.undecoded = undecoded;
      this.origin = origin;
    }

    /** The secret as it was sent, without decoding; blank if there was none. */
    String undecoded() {
      return undecoded;
    }

    RequestOrigin origin() {
      return origin;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
