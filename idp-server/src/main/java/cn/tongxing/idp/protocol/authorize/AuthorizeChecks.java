package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.claims.IdTokens;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Everything a request is checked for, in this order, before any page is shown. The first that
 * finds something ends it: those above the line on a page here, those below at the client.
 */
@Component
class AuthorizeChecks {

  private final List<AuthorizeCheck> table;

  AuthorizeChecks(IdTokens idTokens) {
    this.table =
        List.of(
            new NoDuplicates(),
            new SizeLimits(),
            new KnownClient(),
            new RegisteredRedirectUri(),
            // ----- from here on there is an address to answer to
            new MayUseCodes(),
            new NoRequestObject(),
            new CodeResponseType(),
            new KnownResponseMode(),
            new OpenIdScope(),
            new PkceS256(),
            new ShortNonce(),
            new PossiblePrompt(),
            new WholeMaxAge(),
            new ReadableClaims(),
            new OwnIdTokenHint(idTokens));
  }

  /** The first objection. */
  Optional<Refusal> firstObjection(Draft draft) {
    for (AuthorizeCheck check : table) {
      var refusal = check.check(draft);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }
}
