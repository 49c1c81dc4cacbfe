package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** {@code response_type} is {@code code}: no token ever passes through the browser. */
final class CodeResponseType implements AuthorizeCheck {

  /** The one that there is. */
  static final String CODE = "code";

  @Override
  public Optional<Refusal> check(Draft draft) {
    var type = draft.get(RequestParameter.RESPONSE_TYPE);
    if (type.isEmpty()) {
      return Refusal.toClient(FrontChannelError.RESPONSE_TYPE_MISSING);
    }
    return type.get().equals(CODE)
        ? Refusal.none()
        : Refusal.toClient(FrontChannelError.RESPONSE_TYPE_UNSUPPORTED);
  }
}
