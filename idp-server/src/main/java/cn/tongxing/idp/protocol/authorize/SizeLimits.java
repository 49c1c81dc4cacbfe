package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nothing is longer than anybody needs; checked before anything is done with it. Counted in bytes
 * as a browser sends them, percent-encoding included; each limit can be reached by {@code GET}.
 */
final class SizeLimits implements AuthorizeCheck {

  /** Different ones in a request. */
  static final int PARAMETERS = 50;

  @Override
  public Optional<Refusal> check(Draft draft) {
    var all = draft.parameters().all();
    if (all.size() > PARAMETERS || together(all) > RequestParameter.TOGETHER) {
      return Refusal.onPage(
          Problem.MALFORMED,
          FrontChannelError.TOO_MANY_PARAMETERS,
          PARAMETERS,
          RequestParameter.TOGETHER);
    }
    return all.entrySet().stream()
        .filter(each ->
            each.getValue().stream().anyMatch(value -> isTooLong(value, limit(each.getKey()))))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .flatMap(name ->
            Refusal.onPage(
                Problem.MALFORMED, FrontChannelError.PARAMETER_TOO_LONG, name, limit(name)));
  }

  /** With names, and what stands between: {@code a=b&c=d}. */
  private static int together(Map<String, List<String>> all) {
    int length = -1;
    for (var each : all.entrySet()) {
      int name = FormLength.of(each.getKey());
      for (String value : each.getValue()) {
        length += 1 + name + 1 + FormLength.of(value);
      }
    }
    return length;
  }

  private static boolean isTooLong(String value, int limit) {
    return value.length() > limit || FormLength.of(value) > limit;
  }

  private static int limit(String name) {
    return RequestParameter.named(name)
        .map(RequestParameter::longest)
        .orElse(RequestParameter.USUAL);
  }
}
