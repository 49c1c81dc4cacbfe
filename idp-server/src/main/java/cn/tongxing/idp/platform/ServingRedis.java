package cn.tongxing.idp.platform;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.event.command.CommandFailedEvent;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandSucceededEvent;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a Redis that no longer serves. A connection that lives through a fail-over by name or
 * address leads to a replica, which refuses every write; one whose machine died is told so by
 * nobody for a quarter of an hour. Both are closed, and the client connects to where the name
 * points by then.
 */
final class ServingRedis implements CommandListener, NettyCustomizer {

  private static final Logger LOG = LoggerFactory.getLogger(ServingRedis.class);

  /** Without any answer, while commands were waited for. */
  private static final long SILENCE = Duration.ofSeconds(6).toNanos();

  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
  private final AtomicLong answeredAt = new AtomicLong(System.nanoTime());

  private ServingRedis() {}

  /** A client that leaves such a Redis, and its threads, which it does not end by itself. */
  static RedisClient client(RedisURI uri) {
    var serving = new ServingRedis();
    var resources = ClientResources.builder().nettyCustomizer(serving).build();
    var client = RedisClient.create(resources, uri);
    client.addListener(serving);
    return client;
  }

  @Override
  public void afterChannelInitialized(Channel channel) {
    answeredAt.set(System.nanoTime());
    channels.add(channel);
    var _ = channel.closeFuture().addListener(_ -> channels.remove(channel));
  }

  @Override
  public void commandSucceeded(CommandSucceededEvent event) {
    answeredAt.set(System.nanoTime());
  }

  @Override
  public void commandFailed(CommandFailedEvent event) {
    switch (event.getCause()) {
      case RedisReadOnlyException _ -> leave("only reads");
      case RedisCommandTimeoutException _ -> {
        long since = answeredAt.get();
        if (System.nanoTime() - since > SILENCE
            && answeredAt.compareAndSet(since, System.nanoTime())) {
          leave("does not answer");
        }
      }
      default -> {}
    }
  }

  private void leave(String reason) {
    LOG.warn("Redis {}: connecting anew", reason);
    for (Channel each : channels) {
      var _ = each.close();
    }
  }
}
