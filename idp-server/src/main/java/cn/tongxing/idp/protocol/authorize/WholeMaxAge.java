package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code max_age} is a whole number of seconds. */
final class WholeMaxAge implements AuthorizeCheck {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft.get("max_age").filter(age -> !SECONDS.matcher(age).matches()).isPresent()
        ? Refusal.toClient(FrontChannelError.MAX_AGE_NO_NUMBER)
        : Refusal.none();
  }
}
