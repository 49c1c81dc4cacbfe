package cn.tongxing.idp.login.store;

import static cn.tongxing.idp.login.store.RedisScript.bytes;

import cn.tongxing.idp.login.limits.Admission;
import cn.tongxing.idp.login.limits.Budget;
import cn.tongxing.idp.login.limits.Counters;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Counters with a time to live; keys {@code limit:{family}:...}. */
@Repository
class RedisCounters implements Counters {

  private static final String TAKE =
      """
      for i = 1, #KEYS do
        local used = tonumber(redis.call('GET', KEYS[i]) or '0')
        if used >= tonumber(ARGV[2 * i - 1]) then
          return {i, redis.call('PTTL', KEYS[i])}
        end
      end
      for i = 1, #KEYS do
        if redis.call('INCR', KEYS[i]) == 1 then
          redis.call('PEXPIRE', KEYS[i], ARGV[2 * i])
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

  private final RedisScript take;
  private final RedisScript giveBack;

  RedisCounters(RedisClusterCommands<String, byte[]> redis) {
    this.take = new RedisScript(redis, TAKE);
    this.giveBack = new RedisScript(redis, GIVE_BACK);
  }

  @Override
  public Admission take(String family, List<Budget> budgets, Instant now) {
    List<byte[]> arguments = new ArrayList<>();
    for (Budget budget : budgets) {
      arguments.add(bytes(budget.most()));
      arguments.add(bytes(budget.window().toMillis()));
    }
    List<Object> answer = take.list(keys(family, budgets), arguments.toArray(new byte[0][]));
    if ((Long) answer.get(0) == 0) {
      return new Admission.Admitted(budgets);
    }
    return new Admission.Limited(now.plusMillis(Math.max((Long) answer.get(1), 1000)));
  }

  @Override
  public void giveBack(String family, List<Budget> budgets) {
    giveBack.number(keys(family, budgets));
  }

  private static String[] keys(String family, List<Budget> budgets) {
    return budgets.stream()
        .map(budget -> "limit:{" + family + "}:" + budget.key())
        .toArray(String[]::new);
  }
}
