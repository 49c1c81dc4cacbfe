package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be said of the dependencies without the network: licences, versions, one of each. */
@Clause("issue 6 item 9: a bill of materials and a check of it")
class BillOfMaterialsTest {

  private static final Path FILE = Path.of("target/classes/META-INF/sbom/application.cdx.json");

  /** SPDX names; the last ones come with another that is listed, and that one is chosen. */
  private static final Set<String> LICENCES =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "0BSD",
          "CC0-1.0",
          "PostgreSQL",
          "EPL-2.0",
          "EPL-1.0",
          "MIT-0",
          "Public Domain",
          "Bouncy Castle Licence");

  private static JsonNode bill;

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.exists(FILE), "made by every build but the quick one");
    bill = JsonMapper.builder().build().readTree(Files.readString(FILE));
  }

  private static Iterable<JsonNode> components() {
    return bill.get("components");
  }

  private static String name(JsonNode component) {
    return component.path("group").asString("") + ":" + component.get("name").asString();
  }

  @Test
  void everyDependencyHasALicenceThatACityMayUse() {
    var unknown = new TreeSet<String>();
    for (JsonNode component : components()) {
      if (name(component).startsWith("cn.tongxing:")) {
        continue;
      }
      boolean fine =
          StreamSupport.stream(component.path("licenses").spliterator(), false)
              .map(each -> each.path("license"))
              .map(each -> each.path("id").asString(each.path("name").asString("")))
              .anyMatch(LICENCES::contains);
      if (!fine) {
        unknown.add(name(component) + " " + component.path("licenses"));
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void noLibraryIsThereTwiceAndNoneIsASnapshot() {
    var seen = new TreeSet<String>();
    for (JsonNode component : components()) {
      assertThat(seen.add(name(component))).as(name(component)).isTrue();
      if (!name(component).startsWith("cn.tongxing:")) {
        assertThat(component.get("version").asString())
            .as(name(component))
            .doesNotContain("SNAPSHOT");
      }
    }
    assertThat(seen).hasSizeGreaterThan(50).contains("org.postgresql:postgresql");
  }
}
