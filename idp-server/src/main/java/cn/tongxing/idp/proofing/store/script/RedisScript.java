package cn.tongxing.idp.proofing.store.script;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One Lua script, run by its digest; sent whole when the server does not know it yet. While a slot
 * of a cluster is half moved, a script over several keys of it runs nowhere, and is tried again for
 * a moment: moving a slot takes milliseconds.
 */
public final class RedisScript {

  private static final String TRY_AGAIN = "TRYAGAIN";
  private static final long FIRST_PAUSE = Duration.ofMillis(2).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMillis(50).toNanos();
  private static final int MOST_TRIES = 30;

  private final RedisClusterCommands<String, byte[]> redis;
  private final String source;
  private final String digest;

  public RedisScript(RedisClusterCommands<String, byte[]> redis, String source) {
    this.redis = redis;
    this.source = source;
    this.digest = redis.digest(source);
  }

  /** Runs a script that answers with a list; empty where it answers with nothing. */
  @SuppressWarnings("unchecked") // what MULTI answers with
  public List<Object> list(String[] keys, byte[]... arguments) {
    return (List<Object>) run(ScriptOutputType.MULTI, keys, arguments);
  }

  /** Runs a script that answers with a number. */
  public long number(String[] keys, byte[]... arguments) {
    return (Long) run(ScriptOutputType.INTEGER, keys, arguments);
  }

  private Object run(ScriptOutputType type, String[] keys, byte[]... arguments) {
    long pause = FIRST_PAUSE;
    for (int tried = 1; ; tried++) {
      try {
        return once(type, keys, arguments);
      } catch (RedisCommandExecutionException e) {
        if (tried == MOST_TRIES
            || Thread.currentThread().isInterrupted() // it would not pause
            || !String.valueOf(e.getMessage()).startsWith(TRY_AGAIN)) {
          throw e;
        }
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  private Object once(ScriptOutputType type, String[] keys, byte[]... arguments) {
    try {
      return redis.evalsha(digest, type, keys, arguments);
    } catch (RedisNoScriptException e) {
      return redis.eval(source, type, keys, arguments);
    }
  }

  /** As an argument. */
  public static byte[] bytes(Object text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
  }
}
