package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.SignIns;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.authorize.store.Interactions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Sends the browser to sign in, and remembers what for. */
@Component
class SendToSignIn {

  private final Beginnings beginnings;
  private final SignIns signIns;
  private final Interactions interactions;
  private final Browser browser;
  private final InstantSource clock;
  private final SecureRandom random;

  SendToSignIn(
      Beginnings beginnings,
      SignIns signIns,
      Interactions interactions,
      Browser browser,
      InstantSource clock,
      SecureRandom random) {
    this.beginnings = beginnings;
    this.signIns = signIns;
    this.interactions = interactions;
    this.browser = browser;
    this.clock = clock;
    this.random = random;
  }

  Answer send(
      Interaction interaction, AuthorizeRequest request, Decision.SignIn needed, Visit visit) {
    return admitted(visit, () -> begin(interaction, request, needed, visit));
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
      Interaction interaction, AuthorizeRequest request, Decision.SignIn needed, Visit visit) {
    var signIn = new SignInId(TimeOrderedId.at(clock.instant(), random));
    interactions.put(
        new Interaction(
            interaction.id(),
            interaction.parameters(),
            Optional.of(browser.markOrNew(visit.request(), visit.response())),
            Optional.of(signIn)));
    Client client = request.client();
    return new Answer.GoTo(
        signIns.begin(
            new SignInRequest(
                signIn,
                resumePath(interaction.id()),
                client.name(),
                client.department(),
                needed.wanted(),
                needed.expected(),
                request.loginHint(),
                visit.locale()),
            visit.request(),
            visit.response()));
  }

  static String resumePath(String interaction) {
    return Endpoints.AUTHORIZE + "/resume?i=" + interaction;
  }
}
