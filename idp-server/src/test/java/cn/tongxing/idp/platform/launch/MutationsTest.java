package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./idp test --mutate} and {@code --changed} say to Maven. */
@Clause("issue 6 item 9: mutation tests")
class MutationsTest {

  private static final Path ROOT = Path.of("..");

  @TempDir Path other;

  @Test
  void aRoomIsTriedByItsOwnTests() throws Exception {
    assertThat(Mutations.ofRooms(ROOT, "login/limits").goals())
        .containsSubsequence("-pl", "idp-server")
        .contains(
            "-Pmutation",
            "-Dmutate.classes=cn.tongxing.idp.login.limits.*",
            "-Dmutate.tests=cn.tongxing.idp.login.*");
  }

  @Test
  void whatALowerRoomProvesIsSeenInTheSignIn() throws Exception {
    assertThat(Mutations.ofRooms(ROOT, "proofing").tests())
        .containsExactly("cn.tongxing.idp.login.*", "cn.tongxing.idp.proofing.*");
  }

  @Test
  void aModuleIsNamedByItsFolder() throws Exception {
    assertThat(Mutations.ofRooms(ROOT, "adapter-spi,kernel").goals())
        .containsSubsequence("-pl", "auth-adapters/adapter-spi,idp-server")
        .contains("-Dmutate.classes=cn.tongxing.adapter.spi.*,cn.tongxing.idp.kernel.*");
  }

  @Test
  void aRoomThatDoesNotExistIsNoRunWithoutMutants() {
    for (String name : List.of("kernle", "", "..", "../idp-server")) {
      assertThatThrownBy(() -> Mutations.ofRooms(ROOT, name))
          .isInstanceOf(RunTests.CannotRun.class);
    }
  }

  @Test
  void changedClassesAreThoseThatDifferFromTheCommitAndThoseNobodyCommitted() throws Exception {
    write("idp-server/src/main/java/cn/tongxing/idp/kernel/Same.java", "same");
    write("idp-server/src/main/java/cn/tongxing/idp/keys/signing/Changed.java", "before");
    write("idp-server/src/main/java/cn/tongxing/idp/keys/Gone.java", "gone");
    write("auth-adapters/adapter-spi/src/main/java/cn/tongxing/adapter/spi/Step.java", "before");
    git("init", "--quiet", "--initial-branch=main");
    git("add", ".");
    git("commit", "--quiet", "--message=first");
    git("checkout", "--quiet", "-b", "work");
    write("auth-adapters/adapter-spi/src/main/java/cn/tongxing/adapter/spi/Step.java", "after");
    git("commit", "--quiet", "--all", "--message=second");
    write("idp-server/src/main/java/cn/tongxing/idp/keys/signing/Changed.java", "after");
    write("idp-server/src/main/java/cn/tongxing/idp/proofing/New.java", "new");
    write("idp-server/src/test/java/cn/tongxing/idp/kernel/SameTest.java", "a test");
    Files.delete(other.resolve("idp-server/src/main/java/cn/tongxing/idp/keys/Gone.java"));

    List<String> goals = changed("--changed", "-Dmutate.least=0");

    assertThat(goals)
        .containsSubsequence("-pl", "auth-adapters/adapter-spi,idp-server")
        .contains(
            "-Dmutate.classes=cn.tongxing.adapter.spi.Step,cn.tongxing.adapter.spi.Step$*,"
                + "cn.tongxing.idp.keys.signing.Changed,cn.tongxing.idp.keys.signing.Changed$*,"
                + "cn.tongxing.idp.proofing.New,cn.tongxing.idp.proofing.New$*",
            "-Dmutate.tests=cn.tongxing.adapter.spi.*,cn.tongxing.idp.keys.*,"
                + "cn.tongxing.idp.login.*,cn.tongxing.idp.proofing.*",
            "-Dmutate.least=0");
    assertThat(changed("--changed", "work"))
        .as("since the second commit, the one not named")
        .noneMatch(word -> word.contains("adapter.spi"));
    assertThatThrownBy(() -> changed("--changed", "nothing"))
        .isInstanceOf(RunTests.CannotRun.class)
        .hasMessageContaining("nothing");
  }

  private List<String> changed(String... words) throws Exception {
    return new RunTests(other, other, Map.of()).mutationGoals(List.of(words));
  }

  private void write(String file, String text) throws Exception {
    Files.createDirectories(other.resolve(file).getParent());
    Files.writeString(other.resolve(file), text);
  }

  private void git(String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=Tester", "-c", "user.email=tester@example.com"));
    command.addAll(List.of(words));
    var done =
        Finished.of(
            new ProcessBuilder(command).directory(other.toFile()).redirectErrorStream(true).start(),
            Duration.ofMinutes(1));
    assertThat(done.exit()).as(done.output()).isZero();
  }
}
