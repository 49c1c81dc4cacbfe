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

  @Override
  public Optional<Refusal> check(Draft draft) {
    var parameters = draft.parameters();
    if (parameters.all().size() > PARAMETERS
        || parameters.bytesTogether() > RequestParameter.TOGETHER) {
      return Refusal.onPage(
          Problem.MALFORMED,
          FrontChannelError.TOO_MANY_PARAMETERS,
          PARAMETERS,
          RequestParameter.TOGETHER);
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
    return RequestParameter.named(name)
        .map(RequestParameter::longest)
        .orElse(RequestParameter.USUAL);
  }
}
