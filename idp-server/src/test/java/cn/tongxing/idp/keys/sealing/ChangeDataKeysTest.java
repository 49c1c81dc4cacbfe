package cn.tongxing.idp.keys.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.DataKeyChanges;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedColumn;
import cn.tongxing.idp.keys.SealedColumns;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Clause("issue 6 item 8: keys by purpose, each replaceable")
class ChangeDataKeysTest {

  private static final int ROWS = 230;

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
                    () -> List.of(SealedColumn.indexed("thing", "value", "value_index", "thing"))));
  }

  private static SealedPlace place(UUID id) {
    return new SealedPlace("thing", "value", id.toString());
  }

  private static List<UUID> fill(ServerNode node) {
    node.jdbc()
        .sql("CREATE TABLE thing (id uuid PRIMARY KEY, value bytea, value_index bytea)")
        .update();
    var ids = new ArrayList<UUID>();
    for (int row = 0; row < ROWS; row++) {
      var id = UUID.randomUUID();
      ids.add(id);
      node.jdbc()
          .sql("INSERT INTO thing VALUES (?, ?, ?)")
          .params(
              id,
              node.get(Sealing.class).sealText("value " + row, place(id)),
              node.get(BlindIndex.class).of("thing", "value " + row))
          .update();
    }
    return ids;
  }

  private static byte[] stored(ServerNode node, UUID id) {
    return node.jdbc()
        .sql("SELECT value FROM thing WHERE id = ?")
        .param(id)
        .query(byte[].class)
        .single();
  }

  private static long events(ServerNode node, String type) {
    return node.jdbc()
        .sql("SELECT count(*) FROM audit_event WHERE type = ?")
        .param(type)
        .query(Long.class)
        .single();
  }

  @Test
  void resealingGoesOnWhereItWasInterruptedAndOtherNodesReadOn() {
    try (ServerNode server = node();
        ServerNode command = node()) {
      List<UUID> ids = fill(server);
      byte[] old = stored(server, ids.getFirst());
      var changes = command.get(DataKeyChanges.class);

      assertThatThrownBy(() ->
              changes.reseal(progress -> {
                throw new IllegalStateException("interrupted after " + progress.done());
              }))
          .hasMessage("interrupted after 200");
      var done = changes.reseal(_ -> {});

      assertThat(done.sealed()).isGreaterThanOrEqualTo(ROWS - 200);
      assertThat(done.waiting()).hasSize(2);
      assertThat(done.retired()).isEmpty();
      assertThat(stored(server, ids.getFirst())).isNotEqualTo(old);
      // the server has not heard of the new keys yet
      for (int row = 0; row < ROWS; row++) {
        UUID id = ids.get(row);
        assertThat(server.get(Sealing.class).openText(stored(server, id), place(id)))
            .isEqualTo("value " + row);
      }
    }
  }

  @Test
  void aDayLaterTheEarlierKeysAreGone() {
    try (ServerNode node = node()) {
      UUID id = fill(node).getFirst();
      byte[] old = stored(node, id);
      var changes = node.get(DataKeyChanges.class);
      changes.reseal(_ -> {});
      assertThat(node.get(Sealing.class).openText(old, place(id))).isEqualTo("value 0");

      clock.advance(ChangeDataKeys.SHORT_LIVED.plus(Duration.ofMinutes(1)));
      long withdrawn = events(node, "key.withdrawn");
      var done = changes.reseal(_ -> {});

      assertThat(done.sealed()).isZero();
      assertThat(done.retired()).hasSize(2);
      assertThat(events(node, "key.withdrawn")).isEqualTo(withdrawn + 2);
      assertThatThrownBy(() -> node.get(Sealing.class).openText(old, place(id)))
          .isInstanceOf(SealBroken.class);
      assertThat(node.get(Sealing.class).openText(stored(node, id), place(id)))
          .isEqualTo("value 0");
    }
  }

  @Test
  void aReplacedCookieKeyVoidsCookiesAndNothingElse() {
    try (ServerNode server = node();
        ServerNode command = node()) {
      var hash = server.get(KeyedHash.class);
      byte[] cookie = hash.of("session-cookie", "c");
      byte[] refresh = hash.of("refresh-token", "r");
      byte[] other = hash.of("citizen-import-key", "i");

      command.get(DataKeyChanges.class).replace("session-cookies", false);
      server.get(DataKeyWatch.class).run();

      assertThat(hash.matches(cookie, "session-cookie", "c")).isFalse();
      assertThat(hash.of("session-cookie", "c")).isNotEqualTo(cookie);
      assertThat(hash.of("refresh-token", "r")).isEqualTo(refresh);
      assertThat(hash.of("citizen-import-key", "i")).isEqualTo(other);
    }
  }

  @Test
  void clientSecretsGoOnUntilTheirEarlierKeyIsDropped() {
    try (ServerNode node = node()) {
      var hash = node.get(KeyedHash.class);
      var changes = node.get(DataKeyChanges.class);
      byte[] before = hash.of("client-secret", "app:s");

      changes.replace("client-secrets", true);
      assertThat(hash.of("client-secret", "app:s")).isNotEqualTo(before);
      assertThat(hash.matches(before, "client-secret", "app:s")).isTrue();
      assertThat(hash.matches(before, "client-secret", "app:t")).isFalse();

      changes.replace("client-secrets", false);
      assertThat(hash.matches(before, "client-secret", "app:s")).isFalse();
      assertThatThrownBy(() -> changes.replace("blind-index", true))
          .hasMessageContaining("session-cookies");
    }
  }

  @Test
  void blindIndexesAreMadeAnewOnlyWhileNoServerRuns() throws Exception {
    try (ServerNode node = node()) {
      UUID id = fill(node).getFirst();
      var index = node.get(BlindIndex.class);
      byte[] before = index.of("thing", "value 0");
      var changes = node.get(DataKeyChanges.class);
      try (var server =
          DriverManager.getConnection(
              database.jdbcUrl()
                  + (database.jdbcUrl().contains("?") ? "&" : "?")
                  + "ApplicationName=tongxing",
              database.user(),
              database.password())) {
        assertThat(server.isValid(1)).isTrue();
        assertThatThrownBy(() -> changes.reindex(_ -> {})).hasMessageContaining("running servers");
        assertThat(index.of("thing", "value 0")).isEqualTo(before);
      }

      assertThat(changes.reindex(_ -> {})).isEqualTo(ROWS);

      byte[] after = index.of("thing", "value 0");
      assertThat(after).isNotEqualTo(before);
      assertThat(
              node.jdbc()
                  .sql("SELECT id FROM thing WHERE value_index = ?")
                  .param(after)
                  .query(UUID.class)
                  .list())
          .containsExactly(id);
    }
  }

  @Test
  void anotherKeyEncryptionKeyOpensEverythingAndTheEarlierNothing() throws Exception {
    Path next = folder.resolve("next");
    Files.writeString(next, Base64.getEncoder().encodeToString(new byte[32]) + "\n");
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
    String hash;
    try (ServerNode node = node()) {
      hash = HexFormat.of().formatHex(node.get(KeyedHash.class).of("session-cookie", "c"));
      node.get(DataKeyChanges.class).rewrap(next);
      assertThat(events(node, "key.wrapped")).isEqualTo(1);
    }

    assertThatThrownBy(this::node).hasStackTraceContaining("not the one this database was sealed");
    try (ServerNode node = ServerNode.start(database, next, InstantSource.system(), Map.of())) {
      assertThat(HexFormat.of().formatHex(node.get(KeyedHash.class).of("session-cookie", "c")))
          .isEqualTo(hash);
    }
  }
}
