package cn.tongxing.idp.platform;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Redis by {@code idp.redis.uri}: {@code redis://host}, {@code rediss://host}, {@code
 * redis-sentinel://host,host/0#master}, or several hosts separated by commas for a cluster. One
 * shared connection; its commands are the same interface for all of them.
 *
 * <p>While the connection is lost, commands fail at once instead of queueing: a sign-in that cannot
 * be completed now gets its answer now.
 */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(2);
  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);

  /**
   * A slot found elsewhere makes the topology be read anew, at most once in this time. Until then
   * its commands go a detour by the earlier node, and fail when that one is switched off.
   */
  private static final Duration TOPOLOGY_AT_MOST_EVERY = Duration.ofSeconds(2);

  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  /** The connection together with the client that owns its threads. */
  static final class Redis implements AutoCloseable {

    private final StatefulConnection<String, byte[]> connection;
    private final RedisClusterCommands<String, byte[]> commands;
    private final Runnable shutdown;

    private Redis(
        StatefulConnection<String, byte[]> connection,
        RedisClusterCommands<String, byte[]> commands,
        Runnable shutdown) {
      this.connection = connection;
      this.commands = commands;
      this.shutdown = shutdown;
    }

    @Override
    public void close() {
      connection.close();
      shutdown.run();
    }
  }

  @Bean
  Redis redis(@Value("${idp.redis.uri}") String uri) {
    var uris = RedisSettings.nodes(uri);
    uris.forEach(each -> each.setTimeout(COMMAND_LIMIT));
    return uris.size() == 1 ? single(uris.getFirst()) : cluster(uris);
  }

  @Bean
  RedisClusterCommands<String, byte[]> redisCommands(Redis redis) {
    return redis.commands;
  }

  private static Redis single(RedisURI uri) {
    var client = ServingRedis.client(uri);
    client.setOptions(
        ClientOptions.builder()
            .timeoutOptions(TimeoutOptions.enabled(COMMAND_LIMIT))
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC);
    return new Redis(connection, connection.sync(), () -> shutdown(client));
  }

  /** The client ends only threads that it made itself. */
  private static void shutdown(RedisClient client) {
    client.shutdown();
    client.getResources().shutdown().awaitUninterruptibly(SHUTDOWN_LIMIT.toMillis());
  }

  private static Redis cluster(List<RedisURI> uris) {
    var client = RedisClusterClient.create(uris);
    client.setOptions(
        ClusterClientOptions.builder()
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(Duration.ofMinutes(1))
                    .adaptiveRefreshTriggersTimeout(TOPOLOGY_AT_MOST_EVERY)
                    .build())
            .timeoutOptions(TimeoutOptions.enabled(COMMAND_LIMIT))
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    StatefulRedisClusterConnection<String, byte[]> connection = client.connect(CODEC);
    return new Redis(connection, connection.sync(), client::shutdown);
  }
}
