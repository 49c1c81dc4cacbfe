package cn.tongxing.idp.proofing.store.script;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One Lua script, run by its digest; sent whole when the server does not know it yet. */
public final class RedisScript {

  private final RedisClusterCommands<String, byte[]> redis;
  private final String source;
  private final String digest;

  public RedisScript(RedisClusterCommands<String, byte[]> redis, String source) {
    this.redis = redis;
    this.source = source;
    this.digest = redis.digest(source);
  }

  /** Runs a script that answers with a list; empty where it answers with nothing. */
  public List<Object> list(String[] keys, byte[]... arguments) {
    try {
      return redis.evalsha(digest, ScriptOutputType.MULTI, keys, arguments);
    } catch (RedisNoScriptException e) {
      return redis.eval(source, ScriptOutputType.MULTI, keys, arguments);
    }
  }

  /** Runs a script that answers with a number. */
  public long number(String[] keys, byte[]... arguments) {
    Long answer;
    try {
      answer = redis.evalsha(digest, ScriptOutputType.INTEGER, keys, arguments);
    } catch (RedisNoScriptException e) {
      answer = redis.eval(source, ScriptOutputType.INTEGER, keys, arguments);
    }
    return answer;
  }

  /** As an argument. */
  public static byte[] bytes(Object text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
  }
}
