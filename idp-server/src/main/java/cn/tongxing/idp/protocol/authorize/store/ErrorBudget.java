package cn.tongxing.idp.protocol.authorize.store;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.ProtocolSettings;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import org.springframework.stereotype.Repository;

/**
 * Rate limit of errors that are sent on by redirect without a person having acted (RFC 9700 4.11).
 * Counted for each client and address: one address must not be able to spoil a client for
 * everybody.
 */
@Repository
public class ErrorBudget {

  private static final String COUNT =
      """
      local count = redis.call('INCR', KEYS[1])
      if count == 1 then redis.call('EXPIRE', KEYS[1], 60) end
      return count
      """;

  private final RedisClusterCommands<String, byte[]> redis;
  private final ProtocolSettings settings;

  ErrorBudget(RedisClusterCommands<String, byte[]> redis, ProtocolSettings settings) {
    this.redis = redis;
    this.settings = settings;
  }

  /** What is left of a budget. */
  public enum Budget {
    LEFT,
    USED_UP,
    /** Nobody counts at the moment. */
    UNKNOWN
  }

  /** Takes one out, if there is one. */
  public Budget spend(String client, RequestOrigin origin) {
    try {
      Long count =
          redis.eval(
              COUNT,
              ScriptOutputType.INTEGER,
              new String[] {"authz-errors:{" + client + "@" + origin.line() + "}"},
              new byte[][] {});
      return count != null && count <= settings.errorsPerMinute() ? Budget.LEFT : Budget.USED_UP;
    } catch (RedisException unavailable) {
      return Budget.UNKNOWN;
    }
  }
}
