package cn.tongxing.idp.login.store;

import cn.tongxing.idp.login.limits.Room;
import cn.tongxing.idp.upkeep.Job;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;

/**
 * Whether Redis has room for more sign-ins: four fifths of {@code maxmemory} are for beginning, the
 * rest is for going on, for limits and for codes. Looked at every two seconds, on one node of a
 * cluster; without {@code maxmemory} there is always room.
 */
@Repository
public class RedisRoom implements Room, Job {

  private static final Logger LOG = LoggerFactory.getLogger(RedisRoom.class);

  private final RedisClusterCommands<String, byte[]> redis;
  private volatile boolean left = true;

  RedisRoom(RedisClusterCommands<String, byte[]> redis) {
    this.redis = redis;
  }

  @Override
  public boolean isLeft() {
    return left;
  }

  @Override
  public String name() {
    return "room-in-redis";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }

  @Override
  public void run() {
    look();
  }

  /** A Redis that cannot be asked refuses by itself. */
  public void look() {
    try {
      String memory = redis.info("memory");
      long used = figure(memory, "used_memory").orElse(0L);
      long most = figure(memory, "maxmemory").orElse(0L);
      boolean now = most == 0 || used < most / 5 * 4;
      if (now != left) {
        LOG.warn(
            "Redis has {} room for new sign-ins: {} of {} bytes used",
            now ? "again" : "no",
            used,
            most);
      }
      left = now;
    } catch (RedisException unavailable) {
      left = true;
    }
  }

  private static Optional<Long> figure(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .filter(value -> value.matches("[0-9]{1,18}"))
        .map(Long::valueOf)
        .findFirst();
  }
}
