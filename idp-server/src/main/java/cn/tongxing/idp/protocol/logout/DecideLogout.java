package cn.tongxing.idp.protocol.logout;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.protocol.claims.IdTokens;
import cn.tongxing.idp.protocol.logout.LogoutDecision.Problem;
import cn.tongxing.idp.session.SsoSession;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Only a hint that we signed, for the session of this very browser, signs out without a question; only
 * with such a hint does the browser leave for another site.
 */
@Component
class DecideLogout {

  private final IdTokens idTokens;
  private final Clients clients;

  DecideLogout(IdTokens idTokens, Clients clients) {
    this.idTokens = idTokens;
    this.clients = clients;
  }

  LogoutDecision decide(LogoutRequest request, Optional<SsoSession> session) {
    Optional<IdTokens.Hint> hint = request.idTokenHint().flatMap(idTokens::read);
    Optional<Client> client = client(request, hint);
    if (request.clientId().isPresent() && (client.isEmpty() || !agrees(hint, client.get()))) {
      return new LogoutDecision.Refuse(Problem.UNKNOWN_APPLICATION);
    }
    if (request.redirectUri().isPresent() && !isRegistered(request.redirectUri().get(), client)) {
      return new LogoutDecision.Refuse(Problem.WRONG_RETURN_ADDRESS);
    }
    if (hint.isPresent() && client.isPresent() && isOfThisBrowser(hint.get(), session)) {
      return new LogoutDecision.End(session, client.get(), request.redirectUri());
    }
    return session.isPresent()
        ? new LogoutDecision.Ask(session.get(), client)
        : new LogoutDecision.NobodyIsHere(client);
  }

  private Optional<Client> client(LogoutRequest request, Optional<IdTokens.Hint> hint) {
    Optional<ClientId> named = request.clientId().filter(ClientId::isWellFormed).map(ClientId::new);
    return named.or(() -> hint.map(IdTokens.Hint::client)).flatMap(clients::find);
  }

  private static boolean agrees(Optional<IdTokens.Hint> hint, Client client) {
    return hint.isEmpty() || hint.get().client().equals(client.id());
  }

  private static boolean isRegistered(String uri, Optional<Client> client) {
    return client.isPresent() && client.get().postLogoutRedirectUris().contains(uri);
  }

  /** Without a session the browser is signed out already, and may go back where it came from. */
  private static boolean isOfThisBrowser(IdTokens.Hint hint, Optional<SsoSession> session) {
    return session.isEmpty() || session.get().id().equals(hint.session());
  }
}
