package cn.tongxing.idp.client;

import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.PublicKeys;
import java.util.Optional;

/**
 * The keys that a client signs with now. Those at an address are read again when they are five
 * minutes old, or when a key is named that is not among them, at most once a minute for each client
 * in the whole cluster; while the address does not answer, the last good ones are good for a day.
 */
public interface AssertionKeys {

  /**
   * The keys of a client.
   *
   * @param kid that a signature names
   * @return empty if it has none that could be meant
   */
  Optional<PublicKeys> of(ClientId client, PrivateKey registered, Optional<String> kid);
}
