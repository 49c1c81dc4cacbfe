package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.protocol.ReachableLevels;
import cn.tongxing.idp.protocol.claims.IdTokens;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Runs the table of checks over a request, each time it is looked at: clients change meanwhile. */
@Component
class Examine {

  private final Clients clients;
  private final AuthorizeChecks checks;
  private final IdTokens idTokens;
  private final ReachableLevels levels;

  Examine(Clients clients, AuthorizeChecks checks, IdTokens idTokens, ReachableLevels levels) {
    this.clients = clients;
    this.checks = checks;
    this.idTokens = idTokens;
    this.levels = levels;
  }

  /** What came of it. */
  sealed interface Examination {
    /** Nothing is wrong with it. */
    record Good(Draft draft, AuthorizeRequest request) implements Examination {}

    /** Something is. */
    record Bad(Draft draft, Refusal refusal) implements Examination {}
  }

  /** A request of a browser, which says itself whose it is. */
  Examination of(Parameters parameters) {
    return of(
        RequestEndpoint.AUTHORIZE,
        parameters,
        parameters
            .get(RequestParameter.CLIENT_ID.written())
            .filter(ClientId::isWellFormed)
            .map(ClientId::new)
            .flatMap(clients::find));
  }

  /**
   * A request that came in there.
   *
   * @param client who has authenticated, where that is asked for; else who is named, if anybody is
   */
  Examination of(RequestEndpoint endpoint, Parameters parameters, Optional<Client> client) {
    var draft = new Draft(parameters, client);
    return checks
        .firstObjection(endpoint, draft)
        .<Examination>map(refusal -> new Examination.Bad(draft, refusal))
        .orElseGet(() -> new Examination.Good(draft, AuthorizeRequest.of(draft, idTokens, levels)));
  }
}
