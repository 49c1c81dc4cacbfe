package cn.tongxing.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {

  private static final Path DOCUMENT = Path.of("../docs/operations/audit-events.md");

  @Test
  void theCatalogueForOperatorsIsCurrent() throws IOException {
    String catalogue = catalogue();
    if ("true".equals(System.getenv("UPDATE_DOCUMENTS"))) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, catalogue);
    }

    assertThat(DOCUMENT)
        .as(
            "stale: run this test with UPDATE_DOCUMENTS=true in the environment and commit the result")
        .exists()
        .hasContent(catalogue);
  }

  @Test
  void codesAreUniqueAndInForm() {
    assertThat(AuditEventType.values())
        .extracting(AuditEventType::code)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z]+(\\.[a-z]+)+"));
  }

  private static String catalogue() {
    return Arrays.stream(AuditEventType.values())
        .map(type -> "| `" + type.code() + "` | " + type.meaning() + " |\n")
        .collect(
            Collectors.joining(
                "",
                """
                # Audit events

                Every kind of event in the trail (`audit_event.type`). Made from `AuditEventType`; a test keeps it current.
                A code never changes its meaning. Events hold ids and codes, never names, numbers, phones or tokens.

                | code | meaning |
                |---|---|
                """,
                ""));
  }
}
