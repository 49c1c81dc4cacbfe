package cn.tongxing.idp.platform;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Redis is ({@code idp.redis.*}).
 *
 * @param uri {@code redis://host}, {@code rediss://host}, {@code
 *     redis-sentinel://host,host/0#master}, or several hosts separated by commas for a cluster;
 *     without it, and without a database, the server starts its own
 */
@ConfigurationProperties("idp.redis")
record RedisSettings(@Nullable String uri) {

  RedisSettings {
    if (uri != null) {
      nodes(uri);
    }
  }

  /** The addresses that the text names; one, unless it is a cluster. */
  static List<RedisURI> nodes(String uri) {
    try {
      return uri.startsWith("redis-sentinel") || !uri.contains(",")
          ? List.of(RedisURI.create(uri)) // with its logical database, if it names one
          : RedisClusterURIUtil.toRedisURIs(URI.create(uri));
    } catch (IllegalArgumentException e) {
      // the text may hold a password: neither it nor the cause is told
      throw new IllegalArgumentException("idp.redis.uri is no address of Redis");
    }
  }
}
