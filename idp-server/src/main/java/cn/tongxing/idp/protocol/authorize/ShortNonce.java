package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** {@code nonce} is at most 512 characters: it comes back in a token. */
final class ShortNonce implements AuthorizeCheck {

  private static final int LONGEST = 512;

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft.get("nonce").filter(nonce -> nonce.length() > LONGEST).isPresent()
        ? Refusal.toClient(FrontChannelError.NONCE_TOO_LONG)
        : Refusal.none();
  }
}
