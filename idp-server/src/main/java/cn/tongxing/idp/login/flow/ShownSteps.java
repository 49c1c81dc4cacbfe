package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the steps of one sign-in are in the session that they start. */
final class ShownSteps {

  private ShownSteps() {}

  /**
   * Each by itself, as of when it was shown: what was shown early counts no longer for what follows
   * it. Whom a fact chose is shown by nothing but that.
   */
  static Authentications of(SignInId signIn, Shown shown) {
    return shown.byFact()
        ? together(signIn, shown)
        : new Authentications(
            shown.steps().stream()
                .map(step ->
                    new Authentication(
                        signIn,
                        step.byFact() ? byFact(step.method()) : step.method(),
                        step.factors(),
                        at(step),
                        step.passkey()))
                .toList());
  }

  /** As precise as a session keeps it. */
  private static Instant at(Shown.Step step) {
    return step.asOf().at().truncatedTo(ChronoUnit.MICROS);
  }

  /** All of it as one, as of its beginning. */
  private static Authentications together(SignInId signIn, Shown shown) {
    Instant first =
        shown.steps().stream().map(ShownSteps::at).min(Instant::compareTo).orElseThrow();
    return Authentications.of(
        new Authentication(signIn, method(shown), shown.factors(), first, Optional.empty()));
  }

  /** The way that the trail names. */
  static String method(Shown shown) {
    return shown.byFact() ? byFact(shown.method()) : shown.method();
  }

  /** All ways of it, in the order in which they were gone. */
  static List<String> methods(SignInId signIn, Shown shown) {
    return of(signIn, shown).methods();
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
      SignInId signIn, Shown shown, Optional<Duration> kiosk) {
    List<Authentication> steps = of(signIn, shown).inOrder();
    Authentication last = steps.getLast();
    return new Sessions.Authenticated(
        shown.person(),
        signIn,
        last.method(),
        last.factors(),
        Optional.of(last.at()),
        steps.subList(0, steps.size() - 1),
        last.passkey(),
        kiosk);
  }
}
