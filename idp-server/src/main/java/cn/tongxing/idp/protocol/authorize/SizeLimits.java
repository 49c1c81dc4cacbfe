package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Map;
import java.util.Optional;

/** Nothing is longer than anybody needs; checked before anything is done with it. */
final class SizeLimits implements AuthorizeCheck {

  private static final int PARAMETERS = 50;
  private static final int NAME = 100;
  private static final int USUAL = 1024;
  private static final Map<String, Integer> LONGER =
      Map.of(
          "redirect_uri", 2000,
          "state", 2000,
          "scope", 2000,
          "claims", 4000,
          "id_token_hint", 8000,
          // refused by name later, so that the client learns why
          "request", 100_000,
          "registration", 8000);

  @Override
  public Optional<Refusal> check(Draft draft) {
    var all = draft.parameters().all();
    boolean tooMuch =
        all.size() > PARAMETERS
            || all.entrySet().stream()
                .anyMatch(entry ->
                    entry.getKey().length() > NAME
                        || entry.getValue().stream()
                            .anyMatch(value -> value.length() > limit(entry.getKey())));
    return tooMuch
        ? Refusal.onPage(Problem.MALFORMED, "A parameter is too long, or there are too many.")
        : Refusal.none();
  }

  private static int limit(String name) {
    return LONGER.getOrDefault(name, USUAL);
  }
}
