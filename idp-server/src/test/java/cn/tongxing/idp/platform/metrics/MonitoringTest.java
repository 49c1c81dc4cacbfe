package cn.tongxing.idp.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What dashboard and alerts ask for is what a running server tells. */
@Clause("issue 6 item 9: meters with names, shown and alarmed on")
class MonitoringTest {

  private static final Path FOLDER = Path.of("..", "docs", "operations", "monitoring");

  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? \\S+$");
  private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("([a-z]+)=~?\"([^\"]*)\"");
  private static final Pattern INCREASE =
      Pattern.compile("increase\\(([a-z_]+)(?:\\{([^}]*)})?\\[");
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
  private static final Pattern NAME = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?!\\s*\\()");

  /** What Prometheus adds to each sample. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  /** Who is told of these, or nobody is: what failed or was given up, and what was stolen. */
  private static final Set<String> ALARMING =
      Stream.concat(
              Stream.of(
                  AuditEventType.LOGOUT_DELAYED,
                  AuditEventType.REFRESH_REUSED,
                  AuditEventType.CODE_REPLAYED),
              Arrays.stream(AuditEventType.values())
                  .filter(type -> type.code().matches(".*\\.(failed|damaged|not\\.told)")))
          .map(AuditEventType::code)
          .collect(Collectors.toCollection(TreeSet::new));

  /** One line of what is told. */
  private record Sample(String name, Map<String, String> labels) {

    boolean is(String asked, Map<String, String> where) {
      return name.equals(asked)
          && where.entrySet().stream()
              .allMatch(each -> each.getValue().equals(labels.get(each.getKey())));
    }
  }

  /** What a server tells that has been at work. */
  private static final List<Sample> TOLD = new ArrayList<>();

  /** What it tells before anything has happened. */
  private static final List<Sample> TOLD_FIRST = new ArrayList<>();

  @BeforeAll
  static void scrape() throws Exception {
    RunningServer server = RunningServer.shared();
    server.get(Endpoints.JWKS, Map.of());
    var all = server.bean(PrometheusMeterRegistry.class);
    System.gc(); // its pauses are told from the first one on
    await().atMost(Duration.ofMinutes(1)).until(() -> all.scrape().contains("jvm_gc_pause"));
    TOLD.addAll(samples(all.scrape()));
    TOLD.addAll(samples(ofEveryKind()));
    var fresh = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    started(fresh);
    TOLD_FIRST.addAll(samples(fresh.scrape()));
  }

  private record Meters(AdapterMeters ways, EventMeters events) {}

  /** As a server has them once it has started. */
  private static Meters started(MeterRegistry registry) {
    var meters = new Meters(new AdapterMeters(registry), new EventMeters(registry));
    meters.ways().watch(new MetersTest.OneWay(() -> Set.of()));
    return meters;
  }

  /** What is told once somebody has signed in, of every way and with every result. */
  private static String ofEveryKind() throws Exception {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var meters = started(registry);
    meters.ways().answered("police", "Polled", "Proven", Duration.ofMillis(10));
    meters.ways().counted("police", "matched");
    for (AuditEventType type : AuditEventType.values()) {
      meters.events().recorded(AuditEvent.of(type, RequestOrigin.SERVER));
    }
    new RequestMeter(registry, Set.of(), new SecureRandom())
        .doFilter(
            new MockHttpServletRequest(),
            new MockHttpServletResponse(),
            (_, answer) -> ((HttpServletResponse) answer).setStatus(503));
    return registry.scrape();
  }

  private static List<Sample> samples(String scraped) {
    return SAMPLE
        .matcher(scraped)
        .results()
        .map(line -> new Sample(line.group(1), labels(line.group(2))))
        .toList();
  }

  private static Map<String, String> labels(@Nullable String matchers) {
    var labels = new HashMap<String, String>();
    MATCHER
        .matcher(matchers == null ? "" : matchers)
        .results()
        .forEach(each -> labels.put(each.group(1), each.group(2)));
    return labels;
  }

  private static Set<String> told() {
    return TOLD.stream().map(Sample::name).collect(Collectors.toSet());
  }

  /** Each of what matchers ask for, one value of one label at a time; none where they ask none. */
  private static List<Map<String, String>> asked(@Nullable String matchers) {
    Map<String, String> labels = labels(matchers);
    labels.keySet().removeAll(ADDED);
    return labels.entrySet().stream()
        .flatMap(each ->
            Stream.of(each.getValue().split("\\|")).map(value -> Map.of(each.getKey(), value)))
        .toList();
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
          assertThat(told()).as(expression).containsAll(names(expression));
          if (!expression.startsWith("up{")) {
            assertThat(names(expression)).as(expression).isNotEmpty();
          }
        });
  }

  @Test
  void everyLabelThatIsAskedForIsToldWithItsValue() throws IOException {
    for (String expression : expressions()) {
      SELECTOR
          .matcher(expression)
          .results()
          .forEach(selector ->
              assertThat(asked(selector.group(2)))
                  .as(expression)
                  .allSatisfy(where ->
                      assertThat(TOLD).anyMatch(sample -> sample.is(selector.group(1), where))));
      Set<String> grouped = new TreeSet<>();
      GROUPING
          .matcher(expression)
          .results()
          .forEach(each -> grouped.addAll(List.of(each.group(1).split(", "))));
      grouped.removeAll(ADDED);
      for (String meter : names(expression)) {
        assertThat(TOLD)
            .as(expression)
            .anyMatch(sample ->
                sample.name().equals(meter) && sample.labels().keySet().containsAll(grouped));
      }
    }
  }

  /**
   * A series that appears with its first count shows no increase: the first would be overlooked.
   */
  @Test
  void anAlarmSeesTheFirstOfAKind() throws IOException {
    List<MatchResult> increases =
        alerts().stream()
            .flatMap(alert -> INCREASE.matcher(text(alert, "expr")).results())
            .toList();
    assertThat(increases)
        .hasSizeGreaterThan(10)
        .allSatisfy(increase -> {
          String meter = increase.group(1);
          assertThat(TOLD_FIRST).anyMatch(sample -> sample.is(meter, Map.of()));
          assertThat(asked(increase.group(2)))
              .isNotEmpty()
              .allSatisfy(
                  where -> assertThat(TOLD_FIRST).anyMatch(sample -> sample.is(meter, where)));
        });
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
    assertThat(told().stream().filter(name -> name.matches("(idp|http_server)_.*")))
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
    assertThat(alarmed).containsAll(ALARMING);
    assertThat(events(text(panelOfEvents(), "expr"))).containsAll(ALARMING);
    assertThat(Files.readString(FOLDER.resolveSibling("running.md")).lines())
        .filteredOn(line -> line.startsWith("| `idp_events_total` |"))
        .singleElement()
        .satisfies(row -> ALARMING.forEach(code -> assertThat(row).contains("`" + code + "`")));
  }

  private static JsonNode panelOfEvents() throws IOException {
    return dashboard().findValues("targets").stream()
        .map(targets -> targets.get(0))
        .filter(target -> text(target, "expr").contains("audit.damaged"))
        .findFirst()
        .orElseThrow();
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
