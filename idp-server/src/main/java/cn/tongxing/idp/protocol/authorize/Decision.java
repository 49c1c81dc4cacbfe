package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.grant.Authorization;
import java.util.Optional;
import java.util.Set;

/** What a good request needs next. */
sealed interface Decision {

  /** The person has to sign in, (again or) at this level. */
  record SignIn(Wanted wanted, Optional<PersonId> expected) implements Decision {}

  /** The person has to be asked. */
  record Ask(PersonProfile person, Set<String> scopes) implements Decision {
    public Ask {
      scopes = Set.copyOf(scopes);
    }
  }

  /** Nothing: it can be handed out. */
  record Allow(Authorization authorization) implements Decision {}

  /** It cannot be satisfied. */
  record Refuse(Refusal.ToClient refusal) implements Decision {
    static Decision because(FrontChannelError error) {
      return new Refuse(new Refusal.ToClient(error.with()));
    }
  }
}
