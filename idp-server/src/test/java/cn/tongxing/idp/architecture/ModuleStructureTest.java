package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Arrows between the rooms go down the table of the design only, and nobody enters a private one.
 */
class ModuleStructureTest {

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
                "proofing",
                "session",
                "consent",
                "login",
                "protocol",
                "me",
                "platform"));
  }
}
