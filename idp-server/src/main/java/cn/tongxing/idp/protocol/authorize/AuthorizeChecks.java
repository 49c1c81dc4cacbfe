package cn.tongxing.idp.protocol.authorize;

import static cn.tongxing.idp.protocol.authorize.RequestEndpoint.AUTHORIZE;
import static cn.tongxing.idp.protocol.authorize.RequestEndpoint.BACKCHANNEL;
import static cn.tongxing.idp.protocol.authorize.RequestEndpoint.DEVICE;
import static cn.tongxing.idp.protocol.authorize.RequestEndpoint.PUSHED;

import cn.tongxing.idp.protocol.claims.Audiences;
import cn.tongxing.idp.protocol.claims.IdTokens;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Everything a request is checked for, in this order, before any page is shown, and where: one row
 * for each check, one column for each endpoint. The first that finds something ends it: those above
 * the line on a page here, those below at the client.
 */
@Component
class AuthorizeChecks {

  private final List<Row> table;

  AuthorizeChecks(IdTokens idTokens, Audiences audiences) {
    this.table =
        List.of(
            row(new NoDuplicates(), AUTHORIZE, PUSHED, BACKCHANNEL, DEVICE),
            row(new SizeLimits(), AUTHORIZE, PUSHED, BACKCHANNEL, DEVICE),
            row(new KnownClient(), AUTHORIZE, DEVICE), // elsewhere it has authenticated
            row(new RegisteredRedirectUri(), AUTHORIZE, PUSHED),
            // ----- from here on there is an address to answer to
            row(new MayUseCodes(), AUTHORIZE, PUSHED),
            row(new NoRequestObject(), AUTHORIZE, PUSHED, BACKCHANNEL, DEVICE),
            row(new CodeResponseType(), AUTHORIZE, PUSHED),
            row(new KnownResponseMode(), AUTHORIZE, PUSHED),
            row(new OpenIdScope(), AUTHORIZE, PUSHED, BACKCHANNEL, DEVICE),
            row(new PkceS256(), AUTHORIZE, PUSHED),
            row(new UsableNonce(), AUTHORIZE, PUSHED),
            row(new PossiblePrompt(), AUTHORIZE, PUSHED),
            row(
                new WholeMaxAge(),
                AUTHORIZE,
                PUSHED,
                BACKCHANNEL,
                DEVICE), // read wherever it stands
            row(new ReadableClaims(), AUTHORIZE, PUSHED, BACKCHANNEL, DEVICE),
            row(new KnownResource(audiences), AUTHORIZE, PUSHED, BACKCHANNEL, DEVICE),
            row(new OwnIdTokenHint(idTokens), AUTHORIZE, PUSHED, BACKCHANNEL));
  }

  /** A check, and where it is made. */
  record Row(AuthorizeCheck check, Set<RequestEndpoint> endpoints) {}

  private static Row row(AuthorizeCheck check, RequestEndpoint... endpoints) {
    return new Row(check, Set.of(endpoints));
  }

  /** The table, as the document shows it. */
  List<Row> table() {
    return table;
  }

  /** The first objection to a request that came in there. */
  Optional<Refusal> firstObjection(RequestEndpoint endpoint, Draft draft) {
    for (Row row : table) {
      if (row.endpoints().contains(endpoint)) {
        var refusal = row.check().check(draft);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }
}
