package cn.tongxing.idp.protocol.authorize;

import java.util.Optional;

/** One thing that a request must satisfy. May rely on the checks before it in the table. */
@FunctionalInterface
interface AuthorizeCheck {

  /** Why the request is refused; empty if this check has nothing against it. */
  Optional<Refusal> check(Draft draft);
}
