package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the steps of one sign-in are in the session that they start. */
final class ShownSteps {

  private ShownSteps() {}

  /**
   * Each by itself where they are not worth the same: a code beside which a fact chose, or what an
   * upstream was shown, is not the account's own by what is shown beside it.
   */
  static Authentications of(SignInId signIn, Shown shown, Instant at) {
    List<Authentication> each =
        shown.steps().stream()
            .map(step ->
                new Authentication(
                    signIn,
                    step.byFact() ? byFact(step.method()) : step.method(),
                    step.factors(),
                    at))
            .toList();
    boolean alike = each.size() < 2 || each.stream().allMatch(Authentication::isBuiltIn);
    return alike || shown.byFact() ? together(signIn, shown, at) : new Authentications(each);
  }

  /** All of it as one. */
  static Authentications together(SignInId signIn, Shown shown, Instant at) {
    return Authentications.of(new Authentication(signIn, method(shown), shown.factors(), at));
  }

  /** The way that the trail names. */
  static String method(Shown shown) {
    return shown.byFact() ? byFact(shown.method()) : shown.method();
  }

  /** The factors that the trail names. */
  static String factors(Shown shown) {
    return shown.factors().stream()
        .map(factor -> factor.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String byFact(String method) {
    return method.equals(Authentication.KNOWN_BROWSER) ? method : Authentication.BY_FACT;
  }

  static Sessions.Authenticated authenticated(
      SignInId signIn, Shown shown, Instant at, Optional<Duration> kiosk) {
    List<Authentication> steps = of(signIn, shown, at).inOrder();
    Authentication last = steps.getLast();
    return new Sessions.Authenticated(
        shown.person(),
        signIn,
        last.method(),
        last.factors(),
        steps.subList(0, steps.size() - 1),
        kiosk);
  }
}
