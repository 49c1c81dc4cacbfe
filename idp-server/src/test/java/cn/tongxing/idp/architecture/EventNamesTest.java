package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.AuditEventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An event that does not exist is never on the trail: who asserts that of it asserts nothing. */
class EventNamesTest {

  /** A statement that looks at the trail. */
  private static final Pattern LOOKED_AT =
      Pattern.compile("\\b(?:(?:trail|audited|events)\\(|AuditTrail\\b)[^;]*;");

  private static final Pattern NAME = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)+)\"");

  @Test
  void testsNameNoEventThatDoesNotExist() throws IOException {
    Set<String> existing =
        Arrays.stream(AuditEventType.values())
            .map(AuditEventType::code)
            .collect(Collectors.toSet());
    List<String> named = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        for (String name : names(Files.readString(file))) {
          named.add(name);
          if (!existing.contains(name)) {
            unknown.add(file.getFileName() + ": " + name);
          }
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(100);
    assertThat(unknown).isEmpty();
  }

  private static List<String> names(String source) {
    return LOOKED_AT
        .matcher(source)
        .results()
        .flatMap(statement -> NAME.matcher(statement.group()).results())
        .map(name -> name.group(1))
        .toList();
  }
}
