package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * Nothing is longer than anybody needs; checked before anything is done with it. Counted in bytes
 * as they were sent, percent-encoding included; each limit can be reached by {@code GET}.
 */
final class SizeLimits implements AuthorizeCheck {

  private static final int PARAMETERS = 50;
  private static final int TOGETHER = 24_000;
  private static final int USUAL = 1024;
  private static final Map<String, Integer> LONGER =
      Map.of(
          "redirect_uri", 2000,
          "state", 4000,
          "scope", 2000,
          "claims", 4000,
          "id_token_hint", 8000,
          // refused by name later, so that the client learns why
          "request", TOGETHER,
          "registration", TOGETHER);

  @Override
  public Optional<Refusal> check(Draft draft) {
    var parameters = draft.parameters();
    if (parameters.all().size() > PARAMETERS || parameters.bytesTogether() > TOGETHER) {
      return Refusal.onPage(
          Problem.MALFORMED, FrontChannelError.TOO_MANY_PARAMETERS, PARAMETERS, TOGETHER);
    }
    return parameters.bytes().entrySet().stream()
        .filter(each -> each.getValue() > limit(each.getKey()))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .flatMap(name ->
            Refusal.onPage(
                Problem.MALFORMED, FrontChannelError.PARAMETER_TOO_LONG, name, limit(name)));
  }

  private static int limit(String name) {
    return LONGER.getOrDefault(name, USUAL);
  }
}
