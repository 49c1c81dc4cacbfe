package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Arrows between the rooms go down the table of the design only, and nobody enters a private one.
 */
class ModuleStructureTest {

  private static final Path TESTS = Path.of("src/test/java");
  private static final Path ROOMS = Path.of("src/main/java");
  private static final ApplicationModules MODULES = ApplicationModules.of("cn.tongxing.idp");

  @Test
  void arrowsGoDownAndNobodyEntersAPrivatePackage() {
    MODULES.verify();
  }

  @Test
  void theRoomsAreThoseOfTheDesign() {
    assertThat(MODULES.stream().map(module -> module.getIdentifier().toString()).toList())
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "kernel",
                "audit",
                "upkeep",
                "keys",
                "outbound",
                "client",
                "identity",
                "adapters",
                "carriers",
                "notice",
                "proofing",
                "session",
                "consent",
                "login",
                "protocol",
                "me",
                "platform"));
  }

  /** Tests come first on the class path: one of their package-infos would lift a room's fence. */
  @Test
  void noTestHidesWhatARoomSaysOfItself() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      assertThat(files.filter(each -> each.endsWith("package-info.java")).map(TESTS::relativize))
          .noneMatch(each -> Files.exists(ROOMS.resolve(each)));
    }
  }
}
