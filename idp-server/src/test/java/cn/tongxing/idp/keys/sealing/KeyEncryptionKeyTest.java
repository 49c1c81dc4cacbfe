package cn.tongxing.idp.keys.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.Within;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause({"F27", "G6"})
class KeyEncryptionKeyTest {

  private static final SealedPlace PLACE = new SealedPlace("t", "c", "1");

  @TempDir Path folder;

  @Test
  void aMissingFileRefusesTheStartUnlessItMayBeMade() {
    TestDatabase database = TestServices.newDatabase();

    refused(() -> start(database, folder.resolve("none"), false), "does not exist");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aMissingFileIsMadeForANewDatabaseAndReadableForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("made/key");
    TestDatabase database = TestServices.newDatabase();

    try (ServerNode node = start(database, file, true)) {
      assertThat(node.jdbc().sql("SELECT count(*) FROM data_key").query(Long.class).single())
          .isEqualTo(DataKeyPurpose.values().length);
      assertThat(
              node.jdbc()
                  .sql("SELECT count(*) FROM audit_event WHERE type = 'key.generated'")
                  .query(Long.class)
                  .single())
          .isEqualTo(DataKeyPurpose.values().length + 4);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void noOtherFileIsMadeForADatabaseThatWasSealedUnderOne() throws IOException {
    Path file = folder.resolve("key");
    TestDatabase database = TestServices.newDatabase();
    start(database, file, true).close();
    Files.delete(file);

    refused(() -> start(database, file, true), "does not exist");
    assertThat(file).doesNotExist();
  }

  @Test
  void anotherDatabasesKeyIsRefused() {
    TestDatabase database = TestServices.newDatabase();
    start(database, folder.resolve("right"), true).close();
    start(TestServices.newDatabase(), folder.resolve("wrong"), true).close();

    refused(() -> start(database, folder.resolve("wrong"), false), "is not the one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "not base64 at all!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA=="})
  void aMalformedFileIsRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    refused(
        () -> new KeyEncryptionKeyFile(settings(file), new java.security.SecureRandom()).open(true),
        "32 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-"})
  void aFileOpenToOthersIsRefused(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "A".repeat(43) + "=");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    refused(
        () -> new KeyEncryptionKeyFile(settings(file), new java.security.SecureRandom()).open(true),
        "open to other users");
  }

  @Test
  void withoutASettingTheStartIsRefusedWithWhatToDo() {
    var failure =
        new KeyEncryptionKeyFailureAnalyzer()
            .analyze(
                org.assertj.core.api.Assertions.catchThrowable(() ->
                    new KeyEncryptionKeyFile(
                            new SealingSettings(null, false), new java.security.SecureRandom())
                        .open(true)));

    assertThat(failure).isNotNull();
    assertThat(failure.getDescription()).contains("idp.keys.key-encryption-key-file");
    assertThat(failure.getAction())
        .contains("umask 077; openssl rand -base64 32")
        .startsWith("A system that has run has its file already: name that one");
  }

  @Test
  void aDataKeyChangedInTheDatabaseRefusesTheStart() {
    Path file = folder.resolve("key");
    TestDatabase database = TestServices.newDatabase();
    try (ServerNode node = start(database, file, true)) {
      node.jdbc()
          .sql("UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE id = 2)")
          .update();
    }

    refused(() -> start(database, file, false), "does not open");
  }

  @Test
  void twoNodesThatStartAtOnceOnANewDatabaseMakeOneSet() throws Exception {
    TestDatabase database = TestServices.newDatabase();
    Path file = folder.resolve("key");
    CountDownLatch together = new CountDownLatch(2);
    Callable<ServerNode> starting =
        () -> {
          together.countDown();
          Within.opened(together);
          return start(database, file, true);
        };
    try (var executor = Executors.newFixedThreadPool(2)) {
      List<Future<ServerNode>> nodes =
          List.of(executor.submit(starting), executor.submit(starting));
      try (ServerNode one = Within.done(nodes.get(0));
          ServerNode two = Within.done(nodes.get(1))) {
        byte[] sealed = one.get(Sealing.class).sealText("张三", PLACE);

        assertThat(two.get(Sealing.class).openText(sealed, PLACE)).isEqualTo("张三");
        assertThat(one.jdbc().sql("SELECT count(*) FROM data_key").query(Long.class).single())
            .isEqualTo(DataKeyPurpose.values().length);
        assertThat(one.jdbc().sql("SELECT count(*) FROM signing_key").query(Long.class).single())
            .isEqualTo(4);
      }
    }
  }

  private static ServerNode start(TestDatabase database, Path file, boolean generate) {
    return ServerNode.start(
        database,
        file,
        InstantSource.system(),
        Map.of("idp.keys.generate-missing", Boolean.toString(generate)));
  }

  private static SealingSettings settings(Path file) {
    return new SealingSettings(file, false);
  }

  private static void refused(ThrowingCallable start, String because) {
    assertThatThrownBy(start)
        .satisfies(thrown -> {
          Throwable root = thrown;
          while (root.getCause() != null) {
            root = root.getCause();
          }
          assertThat(root)
              .isInstanceOf(KeyEncryptionKeyUnusable.class)
              .hasMessageContaining(because);
        });
  }
}
