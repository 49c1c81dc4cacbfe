package cn.tongxing.idp.protocol.claims;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Resource;

/** What one access token is for: one thing, so that it is good nowhere else. */
public sealed interface Audience {

  /** Our own endpoints. */
  record Own() implements Audience {}

  /**
   * A registered resource.
   *
   * @param server the resource server's own client, whose sector the person's subject is of
   */
  record Registered(Resource resource, Client server) implements Audience {}
}
