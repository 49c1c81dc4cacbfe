package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;

/**
 * Codes not yet redeemed, in Redis under {@code code:{<grant id>}}. A taken code leaves a mark in
 * its place: {@code S} for spent, {@code R} once it came again. What is here may be lost; that a
 * code is spent once is for PostgreSQL to say.
 */
@Repository
public class Codes {

  private static final Logger LOG = LoggerFactory.getLogger(Codes.class);

  /** Longer than any redemption takes. */
  private static final Duration MARK = Duration.ofMinutes(2);

  private static final String TAKE =
      """
      local value = redis.call('GET', KEYS[1])
      if not value then return nil end
      if value == 'S' or value == 'R' then
        redis.call('SET', KEYS[1], 'R', 'KEEPTTL')
        return 'S'
      end
      redis.call('SET', KEYS[1], 'S', 'EX', ARGV[1])
      return value
      """;

  private final RedisClusterCommands<String, byte[]> redis;
  private final Sealing sealing;

  Codes(RedisClusterCommands<String, byte[]> redis, Sealing sealing) {
    this.redis = redis;
    this.sealing = sealing;
  }

  /** Keeps what a code stands for. */
  public void put(GrantId grant, byte[] authorization, Duration lifetime) {
    redis.setex(key(grant), lifetime.toSeconds(), sealing.seal(authorization, place(grant)));
  }

  /**
   * Takes it out; exactly one caller gets it, unless Redis forgets. While Redis does not answer,
   * the code counts as lost: the application starts the sign-in again.
   */
  public Taken take(GrantId grant) {
    try {
      byte[] value =
          redis.eval(
              TAKE,
              ScriptOutputType.VALUE,
              new String[] {key(grant)},
              Long.toString(MARK.toSeconds()).getBytes(StandardCharsets.UTF_8));
      if (value == null) {
        return new Taken.Missing();
      }
      return is(value, 'S') ? new Taken.Spent() : opened(grant, value);
    } catch (RedisException unavailable) {
      LOG.warn("codes cannot be read: {}", unavailable.getClass().getSimpleName());
      return new Taken.Missing();
    }
  }

  /** Whether a taken code has come again since. */
  public boolean cameAgain(GrantId grant) {
    try {
      byte[] value = redis.get(key(grant));
      return value != null && is(value, 'R');
    } catch (RedisException unavailable) {
      LOG.warn("codes cannot be read: {}", unavailable.getClass().getSimpleName());
      return false;
    }
  }

  /** Sealed to its grant: who can write to Redis can still not make a code another person's. */
  private Taken opened(GrantId grant, byte[] value) {
    try {
      return new Taken.Found(sealing.open(value, place(grant)));
    } catch (SealBroken notOurs) {
      LOG.warn("a code was changed in Redis, or sealed under a key that is gone");
      return new Taken.Missing();
    }
  }

  private static SealedPlace place(GrantId grant) {
    return new SealedPlace("redis:code", "authorization", grant.toString());
  }

  private static boolean is(byte[] value, char mark) {
    return value.length == 1 && value[0] == mark;
  }

  private static String key(GrantId grant) {
    return "code:{" + grant + "}";
  }

  /** What {@link #take} found. */
  public sealed interface Taken {
    /** The code was here, and now belongs to the caller. */
    record Found(byte[] authorization) implements Taken {}

    /** Someone took it a moment ago. */
    record Spent() implements Taken {}

    /** Unknown, too old, or lost. */
    record Missing() implements Taken {}
  }
}
