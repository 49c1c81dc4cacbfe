package cn.tongxing.idp.login.limits;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.login.Beginnings;
import cn.tongxing.idp.login.Beginnings.Admission;
import cn.tongxing.idp.login.store.RedisRoom;
import cn.tongxing.idp.proofing.LimitSettings;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.OwnRedis;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Who may begin a sign-in. */
@Clause("F28")
class BeginningsTest {

  private static final LimitSettings SETTINGS =
      new Binder(new MapConfigurationPropertySource())
          .bindOrCreate("idp.limits", LimitSettings.class);

  private static OwnRedis redis;
  private static RedisRoom room;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T08:00:00Z"));
  private final Beginnings beginnings = new CountBeginnings(room, SETTINGS, clock);

  @BeforeAll
  static void start() {
    redis = OwnRedis.start();
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(RedisClusterCommands.class, () -> redis.commands());
    context.registerBean(RedisRoom.class);
    context.refresh();
    room = context.getBean(RedisRoom.class);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private Admission from(String address) {
    return beginnings.admit(new RequestOrigin(address, ""));
  }

  @Test
  void anAddressHasABudgetAMinuteAndOthersHaveTheirs() {
    for (int begun = 0; begun < 300; begun++) {
      assertThat(from("192.0.2.1")).isEqualTo(Admission.ADMITTED);
      assertThat(from("2001:db8:5::" + begun)).isEqualTo(Admission.ADMITTED);
    }
    assertThat(from("192.0.2.1")).isEqualTo(Admission.TOO_MANY);
    assertThat(from("2001:db8:5:ffff::1")).isEqualTo(Admission.TOO_MANY);
    assertThat(from("192.0.2.2")).isEqualTo(Admission.ADMITTED);
    assertThat(from("2001:db8:6::1")).isEqualTo(Admission.ADMITTED);

    clock.advance(Duration.ofMinutes(1));
    assertThat(from("192.0.2.1")).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void whatRedisHasLeftIsForThoseWhoHaveBegun() {
    redis.room(redis.used() / 10 * 11);
    room.look();
    assertThat(from("192.0.2.9")).isEqualTo(Admission.NO_ROOM);

    redis.room(redis.used() * 10);
    room.look();
    assertThat(from("192.0.2.9")).isEqualTo(Admission.ADMITTED);
  }
}
