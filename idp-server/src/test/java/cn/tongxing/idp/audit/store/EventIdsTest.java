package cn.tongxing.idp.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.testing.Clause;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Clause({"G4", "RFC 9562 6.2"})
class EventIdsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.123456Z");

  private final EventIds ids = new EventIds(new SecureRandom());

  /** As PostgreSQL sorts them: byte by byte. */
  private static List<String> sorted(List<UUID> ids) {
    return ids.stream().map(UUID::toString).sorted().toList();
  }

  private static List<String> texts(List<UUID> ids) {
    return ids.stream().map(UUID::toString).toList();
  }

  @Test
  void eventsOfOneInstantSortInTheOrderInWhichTheyHappened() {
    List<UUID> made = IntStream.range(0, 10_000).mapToObj(any -> ids.next(NOW)).toList();

    assertThat(texts(made)).isEqualTo(sorted(made)).doesNotHaveDuplicates();
  }

  @Test
  void anIdCarriesTheTimeOfItsEvent() {
    UUID id = ids.next(NOW);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(TimeOrderedId.timeOf(id)).isEqualTo(Instant.parse("2026-11-23T08:00:00.123Z"));
  }

  @Test
  void aClockSetBackALittleKeepsTheOrderAndOneSetBackFarIsFollowed() {
    UUID first = ids.next(NOW);
    UUID corrected = ids.next(NOW.minusMillis(500));
    UUID wayBack = ids.next(NOW.minus(Duration.ofHours(1)));

    List<UUID> made = List.of(first, corrected);
    assertThat(texts(made)).isEqualTo(sorted(made));
    assertThat(TimeOrderedId.timeOf(wayBack)).isEqualTo(Instant.parse("2026-11-23T07:00:00.123Z"));
  }

  @Test
  void noTwoThreadsGetTheSamePlace() {
    List<Long> places =
        IntStream.range(0, 10_000)
            .parallel()
            .mapToObj(any -> ids.next(NOW).getMostSignificantBits())
            .toList();

    assertThat(places).doesNotHaveDuplicates();
  }
}
