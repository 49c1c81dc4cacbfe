package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.login.Beginnings;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.SignIns;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.authorize.store.Interactions;
import cn.tongxing.idp.protocol.claims.Scope;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Sends the browser to sign in, and finds out again what for. */
@Component
class SendToSignIn {

  private final Beginnings beginnings;
  private final SignIns signIns;
  private final Browser browser;
  private final InstantSource clock;
  private final SecureRandom random;

  SendToSignIn(
      Beginnings beginnings,
      SignIns signIns,
      Browser browser,
      InstantSource clock,
      SecureRandom random) {
    this.beginnings = beginnings;
    this.signIns = signIns;
    this.browser = browser;
    this.clock = clock;
    this.random = random;
  }

  /** The request travels with the sign-in, which gives it back at its end. */
  Answer send(
      Parameters parameters, AuthorizeRequest request, Decision.SignIn needed, Visit visit) {
    return admitted(visit, () -> begin(parameters, request, needed, visit));
  }

  /** What would be kept for whoever asks, if they may begin now. */
  Answer admitted(Visit visit, Supplier<Answer> beginning) {
    return switch (beginnings.admit(visit.origin())) {
      case ADMITTED -> beginning.get();
      case TOO_MANY -> new Answer.NotNow(429, 60);
      case NO_ROOM -> new Answer.NotNow(503, 60);
    };
  }

  private Answer begin(
      Parameters parameters, AuthorizeRequest request, Decision.SignIn needed, Visit visit) {
    var signIn = new SignInId(TimeOrderedId.at(clock.instant(), random));
    Client client = request.client();
    var wish =
        new SignInRequest(
                signIn,
                resumePath(signIn.toString()),
                Optional.of(client.id()),
                client.presentation().name(),
                client.presentation().department(),
                client.presentation().clientUri().map(URI::toString),
                needed.wanted(),
                request.loginHint(),
                visit.locale())
            .tellingName(Scope.tellName(request.toAgree()));
    byte[] purpose = Interactions.written(parameters);
    return visit.isForPage()
        ? new Answer.ShowSignIn(
            signIns.beginWithPage(wish, purpose, visit.request(), visit.response()))
        : new Answer.GoTo(signIns.begin(wish, purpose, visit.request(), visit.response()));
  }

  /** What a browser comes back with from the sign-in of this name. */
  Optional<Interaction> back(String id, Visit visit) {
    return SignInId.tryParse(id)
        .flatMap(signIn ->
            signIns
                .purpose(signIn, visit.request())
                .flatMap(Interactions::read)
                .map(parameters ->
                    new Interaction(
                        id, parameters, browser.mark(visit.request()), Optional.of(signIn))));
  }

  static String resumePath(String interaction) {
    return Endpoints.AUTHORIZE + "/resume?i=" + interaction;
  }
}
