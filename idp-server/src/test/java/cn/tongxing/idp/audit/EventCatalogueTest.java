package cn.tongxing.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.ChineseTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {

  private static final Path DOCUMENT = Path.of("../docs/operations/audit-events.md");
  private static final String CHINESE = "events-zh.properties";

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

  @Test
  void everyEventIsExplainedInChineseToo() throws IOException {
    assertThat(ChineseTexts.of(CHINESE).names())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AuditEventType.values()).map(AuditEventType::code).toList());
  }

  private static String catalogue() throws IOException {
    ChineseTexts chinese = ChineseTexts.of(CHINESE);
    return Arrays.stream(AuditEventType.values())
        .map(type ->
            "| `%s` | %s | %s |\n".formatted(type.code(), chinese.get(type.code()), type.meaning()))
        .collect(
            Collectors.joining(
                "",
                """
                # 审计事件 · Audit events

                审计里的每一种事件（`audit_event.type`）。由 `EventCatalogueTest` 从 `AuditEventType` 生成，并检查是否最新。
                代码的含义从不改变。事件只有编号和代码，从不含姓名、证件号码、手机号或令牌。

                *Every kind of event in the trail (`audit_event.type`). Made from `AuditEventType`; a test keeps it current.
                A code never changes its meaning. Events hold ids and codes, never names, numbers, phones or tokens.*

                | 代码 code | 含义 | meaning |
                |---|---|---|
                """,
                ""));
  }
}
