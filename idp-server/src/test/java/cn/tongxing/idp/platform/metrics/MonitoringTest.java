package cn.tongxing.idp.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What dashboard and alerts ask for is what a running server tells. */
@Clause("issue 6 item 9: meters with names, shown and alarmed on")
class MonitoringTest {

  private static final Path FOLDER = Path.of("..", "docs", "operations", "monitoring");

  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{([^}]*)})? ");
  private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("([a-z]+)=~?\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
  private static final Pattern NAME = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?!\\s*\\()");

  /** What Prometheus adds to each sample. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  /** Who is told of these, or nobody is. */
  private static final List<AuditEventType> ALARMING =
      List.of(
          AuditEventType.AUDIT_DAMAGED,
          AuditEventType.UPKEEP_FAILED,
          AuditEventType.LOGOUT_DELAYED,
          AuditEventType.LOGOUT_FAILED,
          AuditEventType.NOTICE_FAILED,
          AuditEventType.REFRESH_REUSED,
          AuditEventType.CODE_REPLAYED);

  /** Names of what is told, each with its labels. */
  private static final Map<String, Set<String>> TOLD = new HashMap<>();

  @BeforeAll
  static void scrape() {
    RunningServer server = RunningServer.shared();
    server.get(Endpoints.JWKS, Map.of());
    var all = server.bean(PrometheusMeterRegistry.class);
    System.gc(); // its pauses are told from the first one on
    await().atMost(Duration.ofMinutes(1)).until(() -> all.scrape().contains("jvm_gc_pause"));
    read(all.scrape());
    read(ofEveryKind());
  }

  /** What is told once somebody has signed in, of every way and with every result. */
  private static String ofEveryKind() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var ways = new AdapterMeters(registry);
    ways.watch(new MetersTest.OneWay(() -> Set.of()));
    ways.answered("police", "Polled", "Proven", Duration.ofMillis(10));
    var events = new EventMeters(registry);
    for (AuditEventType type : AuditEventType.values()) {
      events.recorded(AuditEvent.of(type, RequestOrigin.SERVER));
    }
    return registry.scrape();
  }

  private static void read(String scraped) {
    SAMPLE
        .matcher(scraped)
        .results()
        .forEach(sample ->
            TOLD.computeIfAbsent(sample.group(1), _ -> new HashSet<>())
                .addAll(labels(sample.group(2) == null ? "" : sample.group(2))));
  }

  private static Set<String> labels(String matchers) {
    return MATCHER
        .matcher(matchers)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toSet());
  }

  // ------------------------------------------------------------ the files

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Files.readString(FOLDER.resolve("dashboard.json")));
  }

  private static List<JsonNode> alerts() throws IOException {
    return new YAMLMapper()
        .readTree(Files.readString(FOLDER.resolve("alerts.yml")))
        .get("groups")
        .valueStream()
        .flatMap(group -> group.get("rules").valueStream())
        .toList();
  }

  private static List<String> panels() throws IOException {
    return dashboard().findValuesAsString("expr");
  }

  private static List<String> expressions() throws IOException {
    return Stream.concat(panels().stream(), alerts().stream().map(each -> text(each, "expr")))
        .toList();
  }

  private static String text(JsonNode of, String field) {
    return of.get(field).asString();
  }

  /** Names of meters that an expression asks for. */
  private static Set<String> names(String expression) {
    String bare = GROUPING.matcher(expression).replaceAll("").replaceAll("\\{[^}]*}", "");
    return NAME.matcher(bare).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  // ------------------------------------------------------------ against the server

  @Test
  void everyMeterThatIsAskedForIsTold() throws IOException {
    assertThat(expressions())
        .hasSizeGreaterThan(30)
        .allSatisfy(expression -> {
          assertThat(TOLD.keySet()).as(expression).containsAll(names(expression));
          if (!expression.startsWith("up{")) {
            assertThat(names(expression)).as(expression).isNotEmpty();
          }
        });
  }

  @Test
  void everyLabelThatIsAskedForIsTold() throws IOException {
    for (String expression : expressions()) {
      SELECTOR
          .matcher(expression)
          .results()
          .forEach(selector -> {
            Set<String> asked = labels(selector.group(2));
            asked.removeAll(ADDED);
            assertThat(TOLD.getOrDefault(selector.group(1), Set.of()))
                .as(expression)
                .containsAll(asked);
          });
      Set<String> grouped = new TreeSet<>();
      GROUPING
          .matcher(expression)
          .results()
          .forEach(each -> grouped.addAll(List.of(each.group(1).split(", "))));
      grouped.removeAll(ADDED);
      for (String meter : names(expression)) {
        assertThat(TOLD.get(meter)).as(expression).containsAll(grouped);
      }
    }
  }

  @Test
  void everyEventThatIsAskedForExists() throws IOException {
    Set<String> codes =
        Arrays.stream(AuditEventType.values())
            .map(AuditEventType::code)
            .collect(Collectors.toSet());
    Set<String> asked = new TreeSet<>();
    for (String expression : expressions()) {
      asked.addAll(events(expression));
    }
    assertThat(asked).hasSizeGreaterThan(10);
    assertThat(codes).containsAll(asked);
  }

  private static Set<String> events(String expression) {
    return MATCHER
        .matcher(expression)
        .results()
        .filter(each -> each.group(1).equals("type"))
        .flatMap(each -> Stream.of(each.group(2).split("\\|")))
        .collect(Collectors.toSet());
  }

  @Test
  void everyMeterOfOursIsShown() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String expression : panels()) {
      names(expression).forEach(name -> shown.add(family(name)));
    }
    assertThat(TOLD.keySet().stream().filter(name -> name.matches("(idp|http_server)_.*")))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(shown).contains(family(name)));
  }

  private static String family(String name) {
    return name.replaceFirst("_(bucket|count|sum|max|total)$", "");
  }

  @Test
  void somebodyIsToldOfWhatMustNotBeOverlooked() throws IOException {
    Set<String> alarmed = new TreeSet<>();
    for (JsonNode alert : alerts()) {
      alarmed.addAll(events(text(alert, "expr")));
    }
    assertThat(alarmed)
        .containsAll(ALARMING.stream().map(AuditEventType::code).collect(Collectors.toSet()));
  }

  @Test
  void everyAlertSaysInBothLanguagesWhatItIsAndWhereToReadOn() throws IOException {
    String document = Files.readString(FOLDER.resolve("README.md"));
    List<String> explained =
        Pattern.compile("(?m)^### (\\w+)\\R\\R.*\\p{IsHan}.*\\R\\*[A-Z].*\\*$")
            .matcher(document)
            .results()
            .map(heading -> heading.group(1))
            .toList();
    assertThat(alerts())
        .allSatisfy(alert -> {
          JsonNode notes = alert.get("annotations");
          assertThat(text(notes, "summary")).containsPattern("\\p{IsHan}.* · .*[a-z]");
          assertThat(text(notes, "runbook"))
              .isEqualTo(
                  "docs/operations/monitoring/README.md#"
                      + text(alert, "alert").toLowerCase(Locale.ROOT));
          assertThat(text(alert.get("labels"), "severity")).isIn("page", "ticket");
        });
    assertThat(explained)
        .containsExactlyElementsOf(alerts().stream().map(alert -> text(alert, "alert")).toList());
  }
}
