package cn.tongxing.idp.login.store;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;

/** One Lua script, run by its digest; sent whole when the server does not know it yet. */
final class RedisScript {

  private final RedisClusterCommands<String, byte[]> redis;
  private final String source;
  private final String digest;
  private final ScriptOutputType output;

  RedisScript(RedisClusterCommands<String, byte[]> redis, String source, ScriptOutputType output) {
    this.redis = redis;
    this.source = source;
    this.output = output;
    this.digest = redis.digest(source);
  }

  <T> T run(String[] keys, byte[]... arguments) {
    try {
      return redis.evalsha(digest, output, keys, arguments);
    } catch (RedisNoScriptException e) {
      return redis.eval(source, output, keys, arguments);
    }
  }

  static byte[] bytes(Object text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
  }
}
