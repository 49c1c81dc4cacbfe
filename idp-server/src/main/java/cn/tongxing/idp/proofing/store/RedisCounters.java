package cn.tongxing.idp.proofing.store;

import static cn.tongxing.idp.proofing.store.script.RedisScript.bytes;

import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Budget;
import cn.tongxing.idp.proofing.limits.Counters;
import cn.tongxing.idp.proofing.store.script.RedisScript;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Repository;

/** Counters with a time to live; keys {@code limit:{family}:...} and {@code stopped:{budget}}. */
@Repository
class RedisCounters implements Counters {

  private static final String TAKE =
      """
      local full, pressed = {}, false
      for i = 1, #KEYS do
        full[i] = tonumber(redis.call('GET', KEYS[i]) or '0') >= tonumber(ARGV[3 * i - 2])
        pressed = pressed or (full[i] and ARGV[3 * i] == 'PRESSES')
      end
      for i = 1, #KEYS do
        local effect = ARGV[3 * i]
        if full[i] and (effect == 'STOPS' or (effect == 'STOPS_UNDER_PRESSURE' and pressed)) then
          return {i, redis.call('PTTL', KEYS[i])}
        end
      end
      for i = 1, #KEYS do
        if redis.call('INCR', KEYS[i]) == 1 then
          redis.call('PEXPIRE', KEYS[i], ARGV[3 * i - 1])
        end
      end
      return {0, 0}
      """;

  private static final String GIVE_BACK =
      """
      for i = 1, #KEYS do
        if tonumber(redis.call('GET', KEYS[i]) or '0') > 0 then
          redis.call('DECR', KEYS[i])
        end
      end
      return 1
      """;

  private static final String STOPPED =
      """
      local now, ends = tonumber(ARGV[1]), tonumber(ARGV[2])
      if now < tonumber(redis.call('HGET', KEYS[1], 'until') or '0') then
        redis.call('HINCRBY', KEYS[1], 'more', 1)
        return -1
      end
      local more = tonumber(redis.call('HGET', KEYS[1], 'more') or '0')
      redis.call('HSET', KEYS[1], 'until', ARGV[2], 'more', 0)
      redis.call('PEXPIRE', KEYS[1], math.max(ends - now, 0) + 86400000)
      return more
      """;

  private static final String TAKE_STOPPED =
      """
      local more = tonumber(redis.call('HGET', KEYS[1], 'more') or '0')
      if more > 0 then
        redis.call('HSET', KEYS[1], 'more', 0)
      end
      return more
      """;

  private final RedisScript take;
  private final RedisScript giveBack;
  private final RedisScript stopped;
  private final RedisScript takeStopped;

  RedisCounters(RedisClusterCommands<String, byte[]> redis) {
    this.take = new RedisScript(redis, TAKE);
    this.giveBack = new RedisScript(redis, GIVE_BACK);
    this.stopped = new RedisScript(redis, STOPPED);
    this.takeStopped = new RedisScript(redis, TAKE_STOPPED);
  }

  @Override
  public Admission take(String family, List<Budget> budgets, Instant now) {
    List<byte[]> arguments = new ArrayList<>();
    for (Budget budget : budgets) {
      arguments.add(bytes(budget.most()));
      arguments.add(bytes(budget.window().toMillis()));
      arguments.add(bytes(budget.effect().name()));
    }
    List<Object> answer = take.list(keys(family, budgets), arguments.toArray(new byte[0][]));
    if ((Long) answer.get(0) == 0) {
      return new Admission.Admitted(budgets);
    }
    Budget usedUp = budgets.get(((Long) answer.get(0)).intValue() - 1);
    return new Admission.Limited(
        now.plusMillis(Math.max((Long) answer.get(1), 1000)), family + ":" + usedUp.key());
  }

  @Override
  public void giveBack(String family, List<Budget> budgets) {
    giveBack.number(keys(family, budgets));
  }

  @Override
  public OptionalLong stopped(String by, Instant until, Instant now) {
    long more =
        stopped.number(stoppedKey(by), bytes(now.toEpochMilli()), bytes(until.toEpochMilli()));
    return more < 0 ? OptionalLong.empty() : OptionalLong.of(more);
  }

  @Override
  public long takeStopped(String by) {
    return takeStopped.number(stoppedKey(by));
  }

  private static String[] stoppedKey(String by) {
    return new String[] {"stopped:{" + by + "}"};
  }

  private static String[] keys(String family, List<Budget> budgets) {
    return budgets.stream()
        .map(budget -> "limit:{" + family + "}:" + budget.key())
        .toArray(String[]::new);
  }
}
