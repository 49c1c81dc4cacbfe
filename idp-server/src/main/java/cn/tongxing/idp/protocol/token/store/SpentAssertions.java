package cn.tongxing.idp.protocol.token.store;

import cn.tongxing.idp.kernel.ClientId;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import org.springframework.stereotype.Repository;

/**
 * Replay protection: the {@code jti} of client assertions, each until its assertion is too old to
 * be shown again (RFC 7523 3, 7): {@code client-assertion:{client:jti}}. While Redis does not
 * answer nobody knows whether one was shown before: that is thrown, and the client tries again with
 * another.
 */
@Repository
public class SpentAssertions {

  private static final byte[] SPENT = {};

  private final RedisClusterCommands<String, byte[]> redis;

  SpentAssertions(RedisClusterCommands<String, byte[]> redis) {
    this.redis = redis;
  }

  /** Spends one; of all that try at once one is told that it was the first. */
  public boolean spend(ClientId client, String jti, Duration rememberedFor) {
    // a client id holds no colon: no two pairs have one key
    String key = "client-assertion:{" + client + ":" + jti + "}";
    return "OK".equals(redis.set(key, SPENT, SetArgs.Builder.nx().px(rememberedFor)));
  }
}
