package cn.tongxing.idp.identity.merge;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.store.MergeRows.Held;
import cn.tongxing.idp.identity.store.MergeRows.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MergePlanTest {

  private static final Random RANDOM = new Random(20261126);
  private static final List<String> PLACES = List.of("a", "b", "c");

  /** What an account may hold: of each place at most one that lives. */
  private static List<Held> account() {
    List<Held> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Set<String> living = new HashSet<>();
      for (int n = RANDOM.nextInt(4); n > 0; n--) {
        UUID id = new UUID(RANDOM.nextLong(), RANDOM.nextLong());
        boolean many = kind == Kind.LINK || kind == Kind.PASSKEY;
        String place = many ? id.toString() : PLACES.get(RANDOM.nextInt(PLACES.size()));
        boolean mayEnd = kind == Kind.PHONE || kind == Kind.CLAIM;
        boolean live = !(mayEnd && RANDOM.nextBoolean()) && living.add(place);
        if (live || mayEnd) {
          rows.add(new Held(kind, id, place, live));
        }
      }
    }
    return rows;
  }

  /** Whose each row is and whether it counts, as the tables hold it. */
  private record Stored(String person, boolean live) {}

  private static Map<UUID, Stored> stored(List<Held> kept, List<Held> gone) {
    Map<UUID, Stored> all = new HashMap<>();
    kept.forEach(row -> all.put(row.id(), new Stored("kept", row.live())));
    gone.forEach(row -> all.put(row.id(), new Stored("gone", row.live())));
    return all;
  }

  @Test
  void mergingAndUndoingIsTheIdentityOnTenThousandPairs() {
    for (int pair = 0; pair < 10_000; pair++) {
      List<Held> kept = account();
      List<Held> gone = account();
      Map<UUID, Stored> before = stored(kept, gone);
      Map<UUID, Stored> now = new HashMap<>(before);
      List<Held> moved = MergePlan.moved(kept, gone);
      moved.forEach(row -> {
        boolean claim = row.kind() == Kind.CLAIM;
        now.put(row.id(), new Stored("kept", claim ? MergePlan.livesOn(kept, row) : row.live()));
      });

      List<Held> all = new ArrayList<>(kept);
      all.addAll(moved);
      Set<String> living = new HashSet<>();
      for (Held row : all) {
        assertThat(!now.get(row.id()).live() || living.add(row.kind() + " " + row.place()))
            .as("of each place one that lives")
            .isTrue();
      }
      kept.forEach(row -> assertThat(now.get(row.id())).isEqualTo(before.get(row.id())));

      moved.forEach(row -> now.put(row.id(), new Stored("gone", row.live())));
      assertThat(now).isEqualTo(before);
    }
  }

  @Test
  void twoDocumentsOfOneKindAreTwoPersons() {
    Held one = new Held(Kind.DOCUMENT, UUID.randomUUID(), "RESIDENT_ID CN", true);
    Held other = new Held(Kind.DOCUMENT, UUID.randomUUID(), "RESIDENT_ID CN", true);
    Held permit = new Held(Kind.DOCUMENT, UUID.randomUUID(), "PERMIT CN", true);

    assertThat(MergePlan.twoOfAKind(List.of(one), List.of(other))).isTrue();
    assertThat(MergePlan.twoOfAKind(List.of(one), List.of(permit))).isFalse();
    assertThat(MergePlan.twoOfAKind(List.of(one), List.of())).isFalse();
  }
}
