package cn.tongxing.idp.protocol.claims;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Resource;
import java.util.Set;
import java.util.stream.Collectors;

/** What one access token is for: one thing, so that it is good nowhere else. */
public sealed interface Audience {

  /** Those of some scopes that mean something there. */
  Set<String> scopes(Set<String> some);

  /** Our own endpoints. */
  record Own() implements Audience {

    @Override
    public Set<String> scopes(Set<String> some) {
      return some;
    }
  }

  /**
   * A registered resource.
   *
   * @param server the resource server's own client, whose sector the person's subject is of
   */
  record Registered(Resource resource, Client server) implements Audience {

    @Override
    public Set<String> scopes(Set<String> some) {
      return some.stream()
          .filter(resource.scopes()::contains)
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
