package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.grant.Pkce;
import java.util.Optional;

/**
 * {@code code_challenge} is there, by {@code S256} (RFC 7636), of every client but those that are
 * visibly exempt ({@code pkce_exempt}). Those send a {@code nonce} instead ({@link UsableNonce}).
 */
final class PkceS256 implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    var challenge = draft.get(RequestParameter.CODE_CHALLENGE);
    var method = draft.get(RequestParameter.CODE_CHALLENGE_METHOD);
    if (challenge.isEmpty()) {
      return draft.knownClient().demands().pkceExempt() && method.isEmpty()
          ? Refusal.none()
          : Refusal.toClient(FrontChannelError.PKCE_MISSING);
    }
    if (!method.equals(Optional.of(Pkce.METHOD))) {
      return Refusal.toClient(FrontChannelError.PKCE_NOT_S256);
    }
    return Pkce.isChallenge(challenge.get())
        ? Refusal.none()
        : Refusal.toClient(FrontChannelError.PKCE_MALFORMED);
  }
}
