package cn.tongxing.idp.protocol.logout;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.SectorSessions;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.authorize.Parameters;
import cn.tongxing.idp.protocol.claims.IdTokens;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.error.Reason;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Decides about a wish to sign out. Only an ID token of the very session of this browser ends it
 * without asking; and only such a token makes an address to return to (RP-Initiated Logout 1.0, 2
 * and 3).
 */
@Service
class Logout {

  private final Clients clients;
  private final IdTokens idTokens;
  private final Sessions sessions;
  private final Profiles profiles;
  private final SectorSessions sectorSessions;

  Logout(
      Clients clients,
      IdTokens idTokens,
      Sessions sessions,
      Profiles profiles,
      SectorSessions sectorSessions) {
    this.clients = clients;
    this.idTokens = idTokens;
    this.sessions = sessions;
    this.profiles = profiles;
    this.sectorSessions = sectorSessions;
  }

  /** What to do with the browser. */
  sealed interface Outcome {

    /** The session is over (or there was none); go on at the registered address, if any. */
    record SignedOut(LogoutRequest request) implements Outcome {}

    /** The person must say so. */
    record Confirm(LogoutRequest request, SsoSession session, String account) implements Outcome {}

    /** The request contradicts itself or names an address that is not registered. */
    record Wrong(Optional<Client> client, Reason reason) implements Outcome {}
  }

  Outcome handle(Parameters parameters, Optional<SsoSession> session, RequestOrigin origin) {
    var shown = parameters.get("id_token_hint");
    var hint = shown.flatMap(idTokens::read);
    var named = parameters.get("client_id");
    if (hint.isPresent() && named.isPresent() && !named.get().equals(hint.get().client().value())) {
      return new Outcome.Wrong(
          clients.find(hint.get().client()),
          FrontChannelError.LOGOUT_HINT_OF_ANOTHER_CLIENT.with());
    }
    var client =
        hint.map(IdTokens.Hint::client)
            .or(() -> named.filter(ClientId::isWellFormed).map(ClientId::new))
            .flatMap(clients::find);
    boolean unreadable = shown.isPresent() && hint.isEmpty();
    boolean unknown = client.isEmpty() && (hint.isPresent() || named.isPresent());
    var flaw = flaw(unreadable, unknown);
    var back = parameters.get("post_logout_redirect_uri");
    if (back.isPresent() && !isRegistered(client, back.get())) {
      return new Outcome.Wrong(
          client, flaw.orElseGet(FrontChannelError.LOGOUT_ADDRESS_NOT_REGISTERED::with));
    }
    var request =
        new LogoutRequest(
            client, hint.flatMap(IdTokens.Hint::sid), back, parameters.get("state"), flaw);
    return decide(request, session, origin);
  }

  /** What cannot be used of the request, though nobody is kept from signing out by it. */
  private static Optional<Reason> flaw(boolean unreadable, boolean unknown) {
    if (unreadable) {
      return Optional.of(FrontChannelError.LOGOUT_HINT_UNREADABLE.with());
    }
    return unknown ? Optional.of(FrontChannelError.LOGOUT_CLIENT_UNKNOWN.with()) : Optional.empty();
  }

  private Outcome decide(
      LogoutRequest request, Optional<SsoSession> session, RequestOrigin origin) {
    if (session.isEmpty()) {
      return new Outcome.SignedOut(request);
    }
    if (isOf(request, session.get())) {
      sessions.end(session.get().id(), Sessions.EndReason.LOGOUT, origin);
      return new Outcome.SignedOut(request);
    }
    String account =
        profiles
            .find(session.get().person())
            .flatMap(person -> person.name().map(PersonName::masked))
            .orElse("");
    return new Outcome.Confirm(request, session.get(), account);
  }

  /** Whether the hint is of this very session. */
  private boolean isOf(LogoutRequest request, SsoSession session) {
    return request.sid().isPresent()
        && request
            .client()
            .map(client -> sectorSessions.sid(client, session.id()))
            .equals(request.sid());
  }

  /** The person has said so on our page. */
  void end(SsoSession session, RequestOrigin origin) {
    sessions.end(session.id(), Sessions.EndReason.LOGOUT, origin);
  }

  private static boolean isRegistered(Optional<Client> client, String uri) {
    return client
        .filter(known -> known.addresses().postLogoutRedirectUris().contains(uri))
        .isPresent();
  }
}
