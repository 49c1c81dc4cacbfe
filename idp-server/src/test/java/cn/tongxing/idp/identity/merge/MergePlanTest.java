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

  private static Held row(Kind kind, String place, boolean live) {
    return new Held(kind, UUID.randomUUID(), place, live);
  }

  /** What of the account that is gone has no place is asleep there; all else is the other's. */
  @Test
  void everythingMovesThatHasAPlaceAndClaimsInAnyCase() {
    Held password = row(Kind.PASSWORD, "", true);
    Held phone = row(Kind.PHONE, "1", true);
    Held claim = row(Kind.CLAIM, "NAME", true);
    Held otherPassword = row(Kind.PASSWORD, "", true);
    Held otherPhone = row(Kind.PHONE, "2", true);
    Held samePhone = row(Kind.PHONE, "1", true);
    Held endedPhone = row(Kind.PHONE, "1", false);
    Held otherClaim = row(Kind.CLAIM, "NAME", true);
    List<Held> kept = List.of(password, phone, claim);
    List<Held> gone = List.of(otherPassword, otherPhone, samePhone, endedPhone, otherClaim);

    assertThat(MergePlan.moved(kept, gone)).containsExactly(otherPhone, endedPhone, otherClaim);
    assertThat(MergePlan.livesOn(kept, otherClaim)).as("one is believed already").isFalse();
    assertThat(MergePlan.livesOn(List.of(phone), otherClaim)).isTrue();
    assertThat(MergePlan.livesOn(List.of(), endedPhone)).isFalse();
    assertThat(MergePlan.moved(List.of(), gone)).isEqualTo(gone);
  }

  @Test
  void onlyDocumentsSayThatThereAreTwo() {
    Held document = row(Kind.DOCUMENT, "RESIDENT_ID CN", true);
    Held link = row(Kind.LINK, "RESIDENT_ID CN", true);

    assertThat(MergePlan.twoOfAKind(List.of(link), List.of(document))).isFalse();
    assertThat(MergePlan.twoOfAKind(List.of(document), List.of(link))).isFalse();
    assertThat(MergePlan.twoOfAKind(List.of(), List.of(document))).isFalse();
  }
}
