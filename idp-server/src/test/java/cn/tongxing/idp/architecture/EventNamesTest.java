package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.AuditEventType;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
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

  /** A whole literal, of a constant too, and one within a statement in SQL. */
  private static final Pattern LITERAL = Pattern.compile("[\"']([a-z]+(?:\\.[a-z]+)+)[\"']");

  /** Files, hosts and settings that begin as an event does. */
  private static final Set<String> OTHERS =
      Set.of(
          "command.socket",
          "kiosk.shots",
          "phone.csv",
          "server.address",
          "server.log",
          "server.mjs",
          "server.port",
          "sms.example",
          "sms.md",
          "upstream.example");

  @Test
  void testsNameNoEventThatDoesNotExist() throws IOException {
    Set<String> existing =
        Arrays.stream(AuditEventType.values())
            .map(AuditEventType::code)
            .collect(Collectors.toSet());
    List<String> named = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(EventNamesTest::isOther).toList()) {
        for (String name : named(Files.readString(file), existing)) {
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

  /** What is looked for on the trail, and whatever else begins as an event does. */
  private static List<String> named(String source, Set<String> existing) throws IOException {
    Set<String> others = new HashSet<>(OTHERS);
    others.addAll(texts());
    Set<String> beginnings =
        existing.stream().map(EventNamesTest::beginning).collect(Collectors.toSet());
    Stream<String> lookedAt =
        LOOKED_AT
            .matcher(source)
            .results()
            .flatMap(statement -> NAME.matcher(statement.group()).results())
            .map(name -> name.group(1));
    Stream<String> written =
        LITERAL
            .matcher(source)
            .results()
            .map(name -> name.group(1))
            .filter(name -> beginnings.contains(beginning(name)) && !others.contains(name));
    return Stream.concat(lookedAt, written).distinct().toList();
  }

  /** This one names events that do not exist. */
  private static boolean isOther(Path file) {
    return file.toString().endsWith(".java") && !file.endsWith("EventNamesTest.java");
  }

  private static String beginning(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  private static Set<String> texts() throws IOException {
    Properties texts = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/messages.properties"))) {
      texts.load(file);
    }
    return texts.stringPropertyNames();
  }

  @Test
  void aNameInAConstantAndInAStatementOfSqlIsSeen() throws IOException {
    String source =
        """
        List.of("session.begun");
        jdbc.sql("select count(*) from audit_event where type = 'person.gone'");
        text("login.failed");
        """;
    assertThat(named(source, Set.of("session.started", "person.erased", "login.done")))
        .containsExactly("session.begun", "person.gone");
  }
}
