package cn.tongxing.idp.keys.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.DataKeyChanges;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedColumn;
import cn.tongxing.idp.keys.SealedColumns;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data keys change under columns that are sealed under keys of persons. */
@Clause("issue 6 item 8: keys by purpose, each replaceable")
class ReindexPersonsTest {

  @TempDir Path folder;

  private final TestDatabase database = TestServices.newDatabase();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-26T08:00:00Z"));

  private ServerNode node() {
    return ServerNode.start(
        database,
        folder.resolve("key"),
        clock,
        context ->
            context.registerBean(
                SealedColumns.class,
                () ->
                    () ->
                        List.of(
                            SealedColumn.of("person", "seal_key"),
                            SealedColumn.indexed("thing", "value", "value_index", "thing")
                                .underPersons(),
                            SealedColumn.placedByIndex("thing", "note", "value_index")
                                .underPersons())));
  }

  private static UUID stored(ServerNode node, String value) {
    var person = new PersonId(UUID.randomUUID());
    var sealing = node.get(PersonSealing.class);
    PersonKey key = sealing.newKey(person);
    UUID id = UUID.randomUUID();
    byte[] index = node.get(BlindIndex.class).of("thing", value);
    node.jdbc()
        .sql(
            "INSERT INTO person (id, status, created_at, updated_at, seal_key)"
                + " VALUES (?, 'ACTIVE', now(), now(), ?)")
        .params(person.value(), key.wrapped())
        .update();
    node.jdbc()
        .sql("INSERT INTO thing VALUES (?, ?, ?, ?)")
        .params(
            id,
            sealing.sealText(key, value, new SealedPlace("thing", "value", id.toString())),
            index,
            sealing.sealText(key, "note on " + value, noted(index)))
        .update();
    return id;
  }

  private static SealedPlace noted(byte[] index) {
    return new SealedPlace("thing", "note", HexFormat.of().formatHex(index));
  }

  private static byte[] keyed(ServerNode node, UUID id, String column) {
    return node.jdbc()
        .sql(
            "SELECT k.seal_key || t.%1$s FROM thing t JOIN person k ON k.id = sealed_by(t.%1$s)"
                    .formatted(column)
                + " WHERE t.id = ?")
        .param(id)
        .query(byte[].class)
        .single();
  }

  private static byte[] rest(byte[] keyed) {
    return Arrays.copyOfRange(keyed, PersonKey.BYTES, keyed.length);
  }

  @Test
  void personsAreFoundAndReadAfterEveryKeyHasChanged() {
    try (ServerNode node = node()) {
      node.jdbc()
          .sql(
              "CREATE TABLE thing (id uuid PRIMARY KEY, value bytea, value_index bytea, note bytea)")
          .update();
      UUID one = stored(node, "one");
      UUID two = stored(node, "two");
      var changes = node.get(DataKeyChanges.class);
      byte[] before = keyed(node, one, "value");

      assertThat(changes.reseal(_ -> {}).sealed()).isGreaterThanOrEqualTo(2);
      byte[] after = keyed(node, one, "value");
      assertThat(Arrays.copyOf(after, PersonKey.BYTES))
          .as("the key is wrapped anew")
          .isNotEqualTo(Arrays.copyOf(before, PersonKey.BYTES));
      assertThat(rest(after)).as("the value stays").isEqualTo(rest(before));
      clock.advance(Duration.ofDays(1).plusMinutes(1));
      assertThat(changes.reseal(_ -> {}).retired()).hasSize(2);
      assertThat(changes.reindex(_ -> {})).isEqualTo(2);

      byte[] index = node.get(BlindIndex.class).of("thing", "one");
      assertThat(
              node.jdbc()
                  .sql("SELECT id FROM thing WHERE value_index = ?")
                  .param(index)
                  .query(UUID.class)
                  .list())
          .containsExactly(one);
      try (ServerNode another = node()) { // that remembers no key
        var sealing = another.get(PersonSealing.class);
        var place = new SealedPlace("thing", "value", two.toString());
        assertThat(sealing.openText(keyed(another, two, "value"), place)).isEqualTo("two");
        assertThat(sealing.openText(keyed(another, one, "note"), noted(index)))
            .isEqualTo("note on one");
      }
    }
  }
}
