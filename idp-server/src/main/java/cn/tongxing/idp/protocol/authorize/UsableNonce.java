package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/**
 * {@code nonce} is at most 512 characters, for it comes back in a token; and it is there where no
 * PKCE is: with neither, nothing ties the code to the browser that began (RFC 9700 2.1.1).
 * Certification asks for requests with neither, of clients that are exempt from both ({@code
 * nonce_exempt}).
 */
final class UsableNonce implements AuthorizeCheck {

  private static final int LONGEST = 512;

  @Override
  public Optional<Refusal> check(Draft draft) {
    var nonce = draft.get(RequestParameter.NONCE);
    if (nonce.filter(text -> !text.isBlank()).isEmpty()
        && draft.get(RequestParameter.CODE_CHALLENGE).isEmpty()) {
      return draft.knownClient().demands().nonceExempt()
          ? Refusal.none()
          : Refusal.toClient(FrontChannelError.NONCE_MISSING);
    }
    return nonce.filter(text -> text.length() > LONGEST).isPresent()
        ? Refusal.toClient(FrontChannelError.NONCE_TOO_LONG)
        : Refusal.none();
  }
}
