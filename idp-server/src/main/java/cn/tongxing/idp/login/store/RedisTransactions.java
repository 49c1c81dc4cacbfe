package cn.tongxing.idp.login.store;

import static cn.tongxing.idp.proofing.store.script.RedisScript.bytes;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.login.transaction.Life;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.proofing.store.script.RedisScript;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.KeyValue;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Repository;

/**
 * One hash per transaction, {@code sign-in:{id}}: revision {@code r}, page {@code p}, until when it
 * is claimed {@code c} (milliseconds, 0 = free), the sealed transaction {@code t}, and, sealed
 * once, what it is for {@code w}; and its {@link Life}: when it ends {@code e}, and until when that
 * may be put off {@code m}, which goes when it is over. Redis forgets the hash at {@code e}. One
 * that an earlier version began has neither, and keeps the half hour that it was given.
 *
 * <p>What this node stored a moment ago is kept in memory for three seconds, or until it was read:
 * the page that follows a post is drawn from it. Nothing is decided by it: whoever acts claims in
 * Redis first. An older one never takes the place of a newer one.
 */
@Repository
class RedisTransactions implements Transactions {

  private static final String BEGIN =
      """
      if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
      redis.call('HSET', KEYS[1], 'r', 1, 'p', ARGV[1], 'c', 0, 't', ARGV[2], 'w', ARGV[3],
        'e', ARGV[5], 'm', ARGV[6])
      redis.call('PEXPIRE', KEYS[1], ARGV[5] - ARGV[4])
      return 1
      """;

  private static final String CLAIM =
      """
      local v = redis.call('HMGET', KEYS[1], 'r', 'p', 'c', 't', 'e', 'm')
      if not v[4] or (v[5] and tonumber(v[5]) <= tonumber(ARGV[2])) then return false end
      if (ARGV[1] ~= '' and ARGV[1] ~= v[2]) or tonumber(v[3]) > tonumber(ARGV[2]) then
        return {0, tonumber(v[1]), v[4]}
      end
      redis.call('HSET', KEYS[1], 'r', v[1] + 1, 'c', ARGV[3])
      if v[6] and tonumber(v[5]) < tonumber(ARGV[3]) then
        redis.call('HSET', KEYS[1], 'e', ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[3] - ARGV[2])
      end
      return {1, v[1] + 1, v[4]}
      """;

  private static final String RELEASE =
      """
      if redis.call('HGET', KEYS[1], 'r') == ARGV[1] then redis.call('HSET', KEYS[1], 'c', 0) end
      return 0
      """;

  private static final String SAVE =
      """
      local v = redis.call('HMGET', KEYS[1], 'r', 'e', 'm')
      if v[1] ~= ARGV[1] then return {0} end
      redis.call('HSET', KEYS[1], 'r', ARGV[1] + 1, 'p', ARGV[2], 'c', 0, 't', ARGV[3])
      local over = ARGV[4] == 'over'
      local ends, most = tonumber(v[2] or ARGV[6]), tonumber(v[3] or 0)
      if v[3] then
        ends = tonumber(ARGV[6])
        if over then
          redis.call('HDEL', KEYS[1], 'm')
          most = 0
        else
          ends = math.min(ends, most)
        end
        redis.call('HSET', KEYS[1], 'e', ends)
        redis.call('PEXPIRE', KEYS[1], ends - ARGV[5])
      end
      if over then return {1, ends, most, redis.call('HGET', KEYS[1], 'w')} end
      return {1, ends, most}
      """;

  private static final String RENEW =
      """
      local v = redis.call('HMGET', KEYS[1], 'e', 'm')
      if not v[2] or tonumber(v[1]) <= tonumber(ARGV[1]) then return {} end
      local ends, most = tonumber(v[1]), tonumber(v[2])
      local later = math.min(tonumber(ARGV[2]), most)
      if later - ends >= tonumber(ARGV[3]) then
        ends = later
        redis.call('HSET', KEYS[1], 'e', ends)
        redis.call('PEXPIRE', KEYS[1], ends - ARGV[1])
      end
      return {ends, most}
      """;

  private final RedisClusterCommands<String, byte[]> redis;
  private final RedisScript begin;
  private final RedisScript claim;
  private final RedisScript release;
  private final RedisScript save;
  private final RedisScript renew;
  private final Sealing sealing;
  private final Cache<SignInId, Found> recent = momentary();
  private final Cache<SignInId, Whole> over = momentary();

  RedisTransactions(RedisClusterCommands<String, byte[]> redis, Sealing sealing) {
    this.redis = redis;
    this.begin = new RedisScript(redis, BEGIN);
    this.claim = new RedisScript(redis, CLAIM);
    this.release = new RedisScript(redis, RELEASE);
    this.save = new RedisScript(redis, SAVE);
    this.renew = new RedisScript(redis, RENEW);
    this.sealing = sealing;
  }

  private static <T> Cache<SignInId, T> momentary() {
    return Caffeine.newBuilder().maximumSize(5_000).expireAfterWrite(Duration.ofSeconds(3)).build();
  }

  @Override
  public Found begin(Transaction transaction, byte[] purpose, Instant now) {
    SignInId id = transaction.id();
    Life life = Life.begun(now);
    begin.number(
        key(id),
        bytes(transaction.page()),
        sealed(transaction),
        sealing.seal(purpose, place(id, "purpose")),
        bytes(now.toEpochMilli()),
        bytes(life.ends().toEpochMilli()),
        bytes(life.latest().toEpochMilli()));
    Found found = new Found(transaction, false, 1, life);
    remember(id, found);
    return found;
  }

  @Override
  public Optional<Found> find(SignInId id, Instant now) {
    Found known = recent.asMap().remove(id);
    Optional<Found> found = known == null ? read(id, now) : Optional.of(known);
    return found.filter(each -> !each.life().isOver(now));
  }

  @Override
  public Optional<Found> current(SignInId id, Instant now) {
    return read(id, now).filter(each -> !each.life().isOver(now));
  }

  /** Of two answers of Redis, the later one may be heard first. */
  private void remember(SignInId id, Found found) {
    recent.asMap().merge(id, found, (a, b) -> a.revision() > b.revision() ? a : b);
  }

  private Optional<Found> read(SignInId id, Instant now) {
    List<KeyValue<String, byte[]>> fields = redis.hmget(key(id)[0], "r", "c", "t", "e", "m");
    if (!fields.get(2).hasValue()) {
      return Optional.empty();
    }
    long ends = number(fields.get(3)).orElse(now.plus(Life.IDLE).toEpochMilli());
    Life life = life(ends, number(fields.get(4)).orElse(0));
    boolean busy = number(fields.get(1)).orElseThrow() > now.toEpochMilli();
    long revision = number(fields.get(0)).orElseThrow();
    return opened(id, fields.get(2).getValue())
        .map(transaction -> new Found(transaction, busy, revision, life));
  }

  @Override
  public Optional<Whole> whole(SignInId id) {
    Whole known = over.getIfPresent(id);
    if (known != null) {
      return Optional.of(known);
    }
    List<KeyValue<String, byte[]>> fields = redis.hmget(key(id)[0], "t", "w");
    return fields.stream().allMatch(KeyValue::hasValue)
        ? opened(id, fields.get(0).getValue())
            .flatMap(transaction -> whole(transaction, fields.get(1).getValue()))
        : Optional.empty();
  }

  private Optional<Whole> whole(Transaction transaction, byte[] sealed) {
    try {
      byte[] purpose = sealing.open(sealed, place(transaction.id(), "purpose"));
      return Optional.of(new Whole(transaction, purpose));
    } catch (SealBroken e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Claim> claim(SignInId id, OptionalLong page, Instant now) {
    recent.invalidate(id);
    List<Object> answer =
        claim.list(
            key(id),
            bytes(page.isPresent() ? page.getAsLong() : ""),
            bytes(now.toEpochMilli()),
            bytes(now.plus(Transactions.CLAIM).toEpochMilli()));
    if (answer.size() < 3) {
      return Optional.empty();
    }
    boolean held = (Long) answer.get(0) == 1;
    long revision = (Long) answer.get(1);
    Optional<Transaction> found = Optional.empty();
    try {
      found = opened(id, (byte[]) answer.get(2));
    } finally {
      if (held && found.isEmpty()) { // for a node that can read it, if there is one
        release.number(key(id), bytes(revision));
      }
    }
    return found.map(each -> held ? new Claim.Held(each, revision) : new Claim.NotNow(each));
  }

  @Override
  public boolean save(Transaction next, long revision, Instant now) {
    SignInId id = next.id();
    List<Object> answer =
        save.list(
            key(id),
            bytes(revision),
            bytes(next.page()),
            sealed(next),
            bytes(next.stage() instanceof Stage.Done ? "over" : ""),
            bytes(now.toEpochMilli()),
            bytes(now.plus(Life.IDLE).toEpochMilli()));
    if ((Long) answer.getFirst() == 0) {
      recent.invalidate(id);
      return false;
    }
    remember(id, new Found(next, false, revision + 1, life(answer.get(1), answer.get(2))));
    if (answer.size() > 3) {
      whole(next, (byte[]) answer.get(3)).ifPresent(whole -> over.put(id, whole));
    }
    return true;
  }

  @Override
  public Optional<Life> renew(SignInId id, Instant now) {
    recent.invalidate(id);
    List<Object> answer =
        renew.list(
            key(id),
            bytes(now.toEpochMilli()),
            bytes(now.plus(Life.IDLE).toEpochMilli()),
            bytes(Life.LEAST_GAIN.toMillis()));
    return answer.size() < 2 ? Optional.empty() : Optional.of(life(answer.get(0), answer.get(1)));
  }

  private static Life life(Object ends, Object latest) {
    return new Life(Instant.ofEpochMilli((Long) ends), Instant.ofEpochMilli((Long) latest));
  }

  private byte[] sealed(Transaction transaction) {
    return sealing.seal(TransactionJson.write(transaction), place(transaction.id(), "transaction"));
  }

  /** Empty when it cannot be read, for its keys are gone: the person begins again. */
  private Optional<Transaction> opened(SignInId id, byte[] sealed) {
    try {
      return TransactionJson.read(sealing.open(sealed, place(id, "transaction")));
    } catch (SealBroken e) {
      return Optional.empty();
    }
  }

  private static OptionalLong number(KeyValue<String, byte[]> field) {
    return field.hasValue()
        ? OptionalLong.of(Long.parseLong(new String(field.getValue(), StandardCharsets.US_ASCII)))
        : OptionalLong.empty();
  }

  private static String[] key(SignInId id) {
    return new String[] {"sign-in:{" + id + "}"};
  }

  private static SealedPlace place(SignInId id, String field) {
    return new SealedPlace("redis:signin", field, id.toString());
  }
}
