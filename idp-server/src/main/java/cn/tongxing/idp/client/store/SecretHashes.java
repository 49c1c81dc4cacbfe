package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.Authentication.Secret;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.KeyedHash;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SecretHashes implements ClientSecrets {

  private static final String PURPOSE = "client-secret";

  private final KeyedHash hash;

  SecretHashes(KeyedHash hash) {
    this.hash = hash;
  }

  @Override
  public byte[] hash(ClientId client, String secret) {
    return hash.of(PURPOSE, bound(client, secret));
  }

  @Override
  public boolean matches(Client client, String presented) {
    boolean matched = false;
    List<byte[]> hashes =
        client.authentication() instanceof Secret secret ? secret.hashes() : List.of();
    for (byte[] stored : hashes) {
      matched |= hash.matches(stored, PURPOSE, bound(client.id(), presented));
    }
    return matched;
  }

  /** A client id holds no colon, so no two pairs give the same text. */
  private static String bound(ClientId client, String secret) {
    return client + ":" + secret;
  }
}
