package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Optional;

/**
 * No parameter comes twice (RFC 6749 3.1), so that no two readers can disagree, but those that may
 * ({@code resource}, RFC 8707 2).
 */
final class NoDuplicates implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft
        .parameters()
        .repeated()
        .flatMap(
            name -> Refusal.onPage(Problem.MALFORMED, FrontChannelError.PARAMETER_REPEATED, name));
  }
}
