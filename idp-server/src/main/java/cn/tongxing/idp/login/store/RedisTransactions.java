package cn.tongxing.idp.login.store;

import static cn.tongxing.idp.login.store.RedisScript.bytes;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Repository;

/**
 * One key per transaction, {@code signin:{id}}: revision (10 digits), page (10 digits), until when
 * it is claimed (13 digits, milliseconds, 0 = free), then the sealed transaction.
 *
 * <p>What this node stored a moment ago is kept in memory for three seconds: the page that follows
 * a post is drawn from it. Nothing is decided by it: whoever acts claims in Redis first.
 */
@Repository
class RedisTransactions implements Transactions {

  private static final int REVISION = 10;
  private static final int PAGE = 20;
  private static final int HEADER = 33;

  private static final String CLAIM =
      """
      local v = redis.call('GET', KEYS[1])
      if not v then return false end
      local page = tonumber(string.sub(v, 11, 20))
      local busy = tonumber(string.sub(v, 21, 33))
      if (ARGV[1] ~= '' and tonumber(ARGV[1]) ~= page) or busy > tonumber(ARGV[2]) then
        return {0, v}
      end
      local revision = tonumber(string.sub(v, 1, 10)) + 1
      v = string.format('%010d', revision) .. string.sub(v, 11, 20) .. ARGV[3]
          .. string.sub(v, 34)
      redis.call('SET', KEYS[1], v, 'KEEPTTL')
      return {1, v}
      """;

  private static final String SAVE =
      """
      local v = redis.call('GET', KEYS[1])
      if not v or tonumber(string.sub(v, 1, 10)) ~= tonumber(ARGV[1]) then return 0 end
      redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
      return 1
      """;

  private final RedisClusterCommands<String, byte[]> redis;
  private final RedisScript claim;
  private final RedisScript save;
  private final Sealing sealing;
  private final Cache<SignInId, Found> recent =
      Caffeine.newBuilder().maximumSize(5_000).expireAfterWrite(Duration.ofSeconds(3)).build();

  RedisTransactions(RedisClusterCommands<String, byte[]> redis, Sealing sealing) {
    this.redis = redis;
    this.claim = new RedisScript(redis, CLAIM);
    this.save = new RedisScript(redis, SAVE);
    this.sealing = sealing;
  }

  @Override
  public void begin(Transaction transaction) {
    redis.set(key(transaction.id()), stored(transaction, 1), SetArgs.Builder.nx().px(LIFETIME));
    recent.put(transaction.id(), new Found(transaction, false, 1));
  }

  @Override
  public Optional<Found> find(SignInId id, Instant now) {
    Found known = recent.getIfPresent(id);
    if (known != null) {
      return Optional.of(known);
    }
    byte[] value = redis.get(key(id));
    return value == null
        ? Optional.empty()
        : opened(id, value)
            .map(found -> new Found(found, busyUntil(value) > now.toEpochMilli(), revision(value)));
  }

  @Override
  public Optional<Claim> claim(SignInId id, OptionalLong page, Instant now) {
    recent.invalidate(id);
    List<Object> answer =
        claim.list(
            new String[] {key(id)},
            bytes(page.isPresent() ? page.getAsLong() : ""),
            bytes(now.toEpochMilli()),
            bytes(digits(now.plus(Transactions.CLAIM).toEpochMilli(), HEADER - PAGE)));
    if (answer.size() < 2) {
      return Optional.empty();
    }
    boolean held = ((Long) answer.get(0)) == 1;
    byte[] value = (byte[]) answer.get(1);
    return opened(id, value)
        .map(found -> held ? new Claim.Held(found, revision(value)) : new Claim.NotNow(found));
  }

  @Override
  public boolean save(Transaction next, long revision) {
    long won =
        save.number(new String[] {key(next.id())}, bytes(revision), stored(next, revision + 1));
    if (won == 1) {
      recent.put(next.id(), new Found(next, false, revision + 1));
    } else {
      recent.invalidate(next.id());
    }
    return won == 1;
  }

  private byte[] stored(Transaction transaction, long revision) {
    byte[] header =
        bytes(
            digits(revision, REVISION)
                + digits(transaction.page(), PAGE - REVISION)
                + digits(0, HEADER - PAGE));
    byte[] sealed = sealing.seal(TransactionJson.write(transaction), place(transaction.id()));
    byte[] all = Arrays.copyOf(header, header.length + sealed.length);
    System.arraycopy(sealed, 0, all, header.length, sealed.length);
    return all;
  }

  /** Empty when it cannot be read, for its keys are gone: the person begins again. */
  private Optional<Transaction> opened(SignInId id, byte[] value) {
    try {
      byte[] sealed = Arrays.copyOfRange(value, HEADER, value.length);
      return TransactionJson.read(sealing.open(sealed, place(id)));
    } catch (SealBroken e) {
      return Optional.empty();
    }
  }

  private static long revision(byte[] value) {
    return number(value, 0, REVISION);
  }

  private static long busyUntil(byte[] value) {
    return number(value, PAGE, HEADER);
  }

  private static long number(byte[] value, int from, int to) {
    return Long.parseLong(new String(value, from, to - from, StandardCharsets.US_ASCII));
  }

  private static String digits(long number, int width) {
    return String.format(Locale.ROOT, "%0" + width + "d", number);
  }

  private static String key(SignInId id) {
    return "signin:{" + id + "}";
  }

  private static SealedPlace place(SignInId id) {
    return new SealedPlace("redis:signin", "transaction", id.toString());
  }
}
