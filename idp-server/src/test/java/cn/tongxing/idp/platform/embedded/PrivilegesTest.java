package cn.tongxing.idp.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who runs PostgreSQL where the tests run as root. */
class PrivilegesTest {

  @TempDir Path temporary;
  private Path open;
  private Path log;

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root becomes another user");
    permit(temporary, "rwxr-xr-x");
    open = permit(Files.createDirectory(temporary.resolve("open")), "rwxr-xr-x");
    log = temporary.resolve("log");
  }

  private static Path permit(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private Path programIn(Path folder) throws IOException {
    return permit(Files.writeString(folder.resolve("initdb"), "#!/bin/sh\n"), "rwxr-xr-x");
  }

  @Test
  void nobodyReachesWhatEverybodyMayPassTo() throws Exception {
    assertThat(Privileges.NOBODY.reaches(programIn(open), log)).isTrue();
  }

  @Test
  void nobodyDoesNotReachWhatLiesBehindAPrivateFolder() throws Exception {
    Path home = permit(Files.createDirectory(open.resolve("root")), "rwx------");
    Path inside = permit(Files.createDirectory(home.resolve("inside")), "rwxr-xr-x");
    Path program = programIn(inside);

    assertThat(Privileges.NOBODY.reaches(program, log)).isFalse();
    assertThat(Privileges.OWN_USER.reaches(program, log)).isTrue();
  }

  @Test
  void aFolderHandedOverIsNobodys() throws Exception {
    Path program = programIn(open);

    Privileges.NOBODY.handOver(open);

    assertThat(Files.getOwner(open).getName()).isEqualTo("nobody");
    assertThat(Files.getOwner(program).getName()).isEqualTo("nobody");
  }
}
