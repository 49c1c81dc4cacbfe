package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;

/**
 * What codes stand for, in Redis under {@code code:{<grant id>}}. Whoever brings the code is given
 * it, as often as it is brought: that a code is spent once is for PostgreSQL to say.
 */
@Repository
public class Codes {

  private static final Logger LOG = LoggerFactory.getLogger(Codes.class);

  /**
   * How much longer than the code it is kept: longer than any redemption takes, so that a code that
   * comes too late still meets the one that was redeemed in its last moment.
   */
  private static final Duration LINGERING = Duration.ofMinutes(2);

  private final RedisClusterCommands<String, byte[]> redis;
  private final Sealing sealing;

  Codes(RedisClusterCommands<String, byte[]> redis, Sealing sealing) {
    this.redis = redis;
    this.sealing = sealing;
  }

  /** Keeps what a code stands for, unless that is kept already. */
  public void put(GrantId grant, byte[] authorization, Duration lifetime) {
    redis.set(
        key(grant),
        sealing.seal(authorization, place(grant)),
        SetArgs.Builder.nx().ex(lifetime.plus(LINGERING).toSeconds()));
  }

  /** Whoever brings the code from now on is told that it stands for nothing. */
  public void forget(GrantId grant) {
    redis.del(key(grant));
  }

  /**
   * What a code stands for; empty if it is unknown, too old, or lost. While Redis does not answer
   * nobody knows whether it is: that is thrown, and the code is as good afterwards as before.
   */
  public Optional<byte[]> find(GrantId grant) {
    return Optional.ofNullable(redis.get(key(grant))).flatMap(value -> opened(grant, value));
  }

  /** Sealed to its grant: who can write to Redis can still not make a code another person's. */
  private Optional<byte[]> opened(GrantId grant, byte[] value) {
    try {
      return Optional.of(sealing.open(value, place(grant)));
    } catch (SealBroken notOurs) {
      LOG.warn("a code was changed in Redis, or sealed under a key that is gone");
      return Optional.empty();
    }
  }

  private static SealedPlace place(GrantId grant) {
    return new SealedPlace("redis:code", "authorization", grant.toString());
  }

  private static String key(GrantId grant) {
    return "code:{" + grant + "}";
  }
}
