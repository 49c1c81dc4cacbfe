package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.login.LastApplication;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.error.Reason;
import cn.tongxing.idp.protocol.page.RequestErrorPage;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The page for requests that cannot be answered by a redirect. Echoes nothing of the request. */
final class ErrorPages {

  private static final Reason OVER = FrontChannelError.AUTHORIZATION_OVER.with();

  private ErrorPages() {}

  static RequestErrorPage of(Refusal.OnPage refusal, Optional<Client> client, Locale locale) {
    return new RequestErrorPage(
        refusal.problem(),
        client.map(known -> known.presentation().name().in(locale)).orElse(""),
        client.map(known -> known.presentation().department().in(locale)).orElse(""),
        client.flatMap(known -> known.presentation().clientUri()).map(URI::toString).orElse(""),
        refusal.reason().code(),
        refusal.reason().cause(),
        refusal.reason().description(),
        "");
  }

  /** The person said it before, and the application knows. */
  static RequestErrorPage answered(Client client, Locale locale) {
    return of(
        new Refusal.OnPage(Problem.ANSWERED, FrontChannelError.AUTHORIZATION_ANSWERED.with()),
        Optional.of(client),
        locale);
  }

  /** The link was used, is too old, or belongs to another browser: the same from outside. */
  static RequestErrorPage outOfDate(LastApplication.Application last) {
    return new RequestErrorPage(
        Problem.OUT_OF_DATE,
        last.name(),
        last.department(),
        last.home(),
        OVER.code(),
        OVER.cause(),
        OVER.description(),
        "");
  }
}
