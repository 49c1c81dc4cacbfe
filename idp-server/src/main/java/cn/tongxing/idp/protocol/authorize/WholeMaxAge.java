package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** {@code max_age} is a whole number of seconds. */
final class WholeMaxAge implements AuthorizeCheck {

  /** More than thirty years; what is longer might be no number at all. */
  private static final int DIGITS = 9;

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft.get(RequestParameter.MAX_AGE).filter(age -> !isWhole(age)).isPresent()
        ? Refusal.toClient(FrontChannelError.MAX_AGE_NO_NUMBER)
        : Refusal.none();
  }

  private static boolean isWhole(String age) {
    return age.length() <= DIGITS && age.chars().allMatch(each -> each >= '0' && each <= '9');
  }
}
