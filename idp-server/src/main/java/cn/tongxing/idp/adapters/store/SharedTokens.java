package cn.tongxing.idp.adapters.store;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.UpstreamToken;
import cn.tongxing.idp.adapters.UpstreamTokens;
import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/**
 * Cache of access tokens and key sets that upstreams give to this server as their client, for the
 * whole cluster: {@code adapter-token:{adapter:name}}, sealed, until it expires. One caller at a
 * time fetches a new one (single flight); the others wait for it, until their deadline. Without
 * Redis each fetches for itself: nobody's sign-in waits for a cache.
 */
@Repository
class SharedTokens implements UpstreamTokens {

  /** Longer than a step may take: whoever fetches and vanishes holds the others up no longer. */
  private static final Duration FETCHING = Duration.ofSeconds(11);

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int LONGEST = 64 * 1024;

  private static final StoredForm FORM = new StoredForm("a token of an upstream", 1);

  /** Deletes what is still as it was. */
  private static final String UNCHANGED =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
      return 0
      """;

  private final RedisClusterCommands<String, byte[]> redis;
  private final Sealing sealing;
  private final InstantSource clock;
  private final SecureRandom random;

  SharedTokens(
      RedisClusterCommands<String, byte[]> redis,
      Sealing sealing,
      InstantSource clock,
      SecureRandom random) {
    this.redis = redis;
    this.sealing = sealing;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public UpstreamToken get(Name name, UpstreamToken.Source source, Instant deadline)
      throws IOException {
    byte[] mark = new byte[16];
    random.nextBytes(mark);
    while (clock.instant().isBefore(deadline)) {
      Optional<UpstreamToken> known;
      try {
        known = kept(name);
        if (known.isEmpty() && !mayFetch(name, mark)) {
          pause();
          continue;
        }
      } catch (RedisException away) {
        return source.fetch();
      }
      return known.isPresent() ? known.get() : fetched(name, source, mark);
    }
    throw new IOException("no token before the deadline");
  }

  private static String key(Name name) {
    return "adapter-token:{" + name.adapter() + ":" + name.token() + "}";
  }

  private static SealedPlace place(Name name) {
    return new SealedPlace("redis:adapter-token", name.adapter(), name.token());
  }

  private boolean mayFetch(Name name, byte[] mark) {
    return "OK".equals(redis.set(lock(name), mark, SetArgs.Builder.nx().px(FETCHING)));
  }

  private static String lock(Name name) {
    return key(name) + ":fetching";
  }

  private UpstreamToken fetched(Name name, UpstreamToken.Source source, byte[] mark)
      throws IOException {
    try {
      // another may have fetched between the look and the mark
      Optional<UpstreamToken> known = kept(name);
      if (known.isPresent()) {
        return known.get();
      }
      UpstreamToken fresh = source.fetch();
      keep(name, fresh);
      return fresh;
    } catch (RedisException away) {
      return source.fetch();
    } finally {
      release(lock(name), mark);
    }
  }

  private void keep(Name name, UpstreamToken fresh) {
    long left = Duration.between(clock.instant(), fresh.expires()).toMillis();
    String text = fresh.expires().toEpochMilli() + "\n" + fresh.value().reveal();
    byte[] sealed = sealing.seal(FORM.of(text.getBytes(StandardCharsets.UTF_8)), place(name));
    if (left <= 0 || sealed.length > LONGEST) {
      return;
    }
    try {
      redis.psetex(key(name), left, sealed);
    } catch (RedisException away) {
      // good for this caller, all the same
    }
  }

  private Optional<UpstreamToken> kept(Name name) {
    byte[] sealed = redis.get(key(name));
    return sealed == null ? Optional.empty() : opened(name, sealed);
  }

  /** Whatever another version of the server keeps is not known here: one is fetched. */
  private Optional<UpstreamToken> opened(Name name, byte[] sealed) {
    try {
      return FORM.body(sealing.open(sealed, place(name)))
          .map(body -> read(new String(body, StandardCharsets.UTF_8)))
          .filter(token -> clock.instant().isBefore(token.expires()));
    } catch (SealBroken | OfLaterVersion | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static UpstreamToken read(String text) {
    String[] parts = text.split("\n", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException("not what is kept of a token");
    }
    return new UpstreamToken(Secret.of(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[0])));
  }

  @Override
  public void drop(Name name, UpstreamToken refused) {
    try {
      byte[] sealed = redis.get(key(name));
      boolean same =
          sealed != null
              && opened(name, sealed)
                  .filter(each -> each.value().reveal().equals(refused.value().reveal()))
                  .isPresent();
      if (same) {
        release(key(name), sealed);
      }
    } catch (RedisException away) {
      // it goes by itself when it expires
    }
  }

  private void release(String key, byte[] value) {
    try {
      redis.eval(UNCHANGED, ScriptOutputType.INTEGER, new String[] {key}, value);
    } catch (RedisException away) {
      // what was held expires
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while another fetches the token", e);
    }
  }
}
