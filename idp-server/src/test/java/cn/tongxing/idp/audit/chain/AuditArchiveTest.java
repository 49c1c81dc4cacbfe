package cn.tongxing.idp.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.audit.AuditArchives;
import cn.tongxing.idp.audit.AuditArchives.Outcome;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.audit.TrailState.Broken;
import cn.tongxing.idp.audit.TrailState.Damage;
import cn.tongxing.idp.audit.TrailState.Intact;
import cn.tongxing.idp.audit.TrailWatch;
import cn.tongxing.idp.audit.Witnesses;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.upkeep.Upkeep;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * November, December and February; events of both sides of a month's end in one another's order.
 */
@Clause({"G4", "F30"})
class AuditArchiveTest {

  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final YearMonth JANUARY = YearMonth.of(2027, 1);

  @TempDir Path folder;
  private AuditFixture fixture;
  private long length;

  @BeforeEach
  void threeMonths() {
    fixture = new AuditFixture(folder);
    fixture.recordSealAndSign();
    at("2026-11-30T23:59:50Z");
    fixture.record(5);
    at("2026-12-01T00:00:10Z");
    fixture.record(2);
    at("2026-11-30T23:59:55Z"); // a node whose clock is behind
    fixture.record(2);
    at("2026-12-15T00:00:00Z");
    fixture.recordSealAndSign();
    at("2027-02-20T00:00:00Z");
    assertThat(fixture.node.get(Upkeep.class).runAll()).isEmpty();
    fixture.recordSealAndSign();
    fixture.recordSealAndSign();
    length = fixture.count("audit_chain");
    assertThat(fixture.verify()).isEqualTo(new Intact(length, length, 0));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void oldMonthsLeaveTheDatabaseAndTheTrailStaysVerifiable() throws IOException {
    List<String> witnesses = Witnesses.in(fixture.witnesses());
    Outcome.Archived first = archived(DECEMBER);

    assertThat(first.first()).isEqualTo(1);
    assertThat(first.months()).containsExactly("audit_event_2026_11");
    assertThat(fixture.number("SELECT min(position) FROM audit_chain")).isEqualTo(first.last() + 1);
    assertThat(fixture.number("SELECT min(position) FROM audit_checkpoint"))
        .isGreaterThan(first.last());
    assertThat(fixture.count("audit_event")).isEqualTo(length - first.last() + 2 + 1);
    assertThat(fixture.details("audit.archived"))
        .singleElement()
        .asString()
        .contains("audit_event_2026_11", first.file().getFileName().toString(), "op-7");
    assertThat(fixture.verify()).isEqualTo(new Intact(length, length, 1, first.last(), 0));
    assertThat(fixture.verify(witnesses, List.of(first.file())))
        .isEqualTo(new Intact(length, length, 1));

    fixture.recordSealAndSign();
    Outcome.Archived second = archived(JANUARY);

    assertThat(second.first()).isEqualTo(first.last() + 1);
    assertThat(second.months()).containsExactly("audit_event_2026_12");
    assertThat(fixture.verify(witnesses, List.of(second.file(), first.file())))
        .isEqualTo(new Intact(length + 11, length + 11, 1));
    assertThat(fixture.verify(witnesses, List.of(second.file())))
        .isInstanceOfSatisfying(
            Intact.class,
            it -> {
              assertThat(it.unread()).isEqualTo(first.last());
              assertThat(it.unsaid()).as("checkpoints of the first").isPositive();
              assertThat(it.unsaid()).isLessThan(witnesses.size());
            });
    assertThat(archive(JANUARY)).isEqualTo(new Outcome.NothingToDo());
    fixture.seal();
    assertThat(fixture.node.get(TrailWatch.class).damagedSince()).isEmpty();
  }

  @Test
  void whatIsTamperedWithInAnArchiveIsNamed() throws IOException {
    Path file = archived(DECEMBER).file();

    assertThat(with(file, lines -> change(lines, 5)))
        .isEqualTo(new Broken(5, Optional.of(event(file, 5)), Damage.CHANGED));
    UUID after = event(file, 8);
    assertThat(with(file, lines -> without(lines, 7)))
        .isEqualTo(new Broken(7, Optional.of(after), Damage.MISSING));
    assertThat(with(file, lines -> lines.subList(0, lines.size() - 2)))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.damage()).isEqualTo(Damage.MISSING));
    assertThat(with(file, lines -> lines.stream().filter(line -> !isCheckpoint(line)).toList()))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> assertThat(broken.damage()).isEqualTo(Damage.CHECKPOINT_MISSING));
    assertThat(with(file, lines -> lines.stream().map(AuditArchiveTest::garbled).toList()))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.damage()).isEqualTo(Damage.CHANGED));
    assertThatThrownBy(() -> with(file, lines -> List.of("something else")))
        .hasMessageContaining("not an archive of the audit trail");
  }

  @Test
  void whatStayedInTheDatabaseOfAnArchiveIsVerifiedToo() {
    long last = archived(DECEMBER).last();
    UUID stayed =
        fixture
            .node
            .jdbc()
            .sql("SELECT id FROM audit_event ORDER BY xact, id LIMIT 1")
            .query(UUID.class)
            .single();

    fixture.tamper("UPDATE audit_event SET type = 'x' WHERE id = '" + stayed + "'");
    assertThat(fixture.verify()).isEqualTo(new Broken(last, Optional.empty(), Damage.CHANGED));
    fixture.tamper(
        """
        INSERT INTO audit_event (id, xact, occurred_at, type, address, user_agent, details)
        SELECT uuidv7(), '1', occurred_at, type, '', '', '{}' FROM audit_event WHERE id = '%s'
        """
            .formatted(stayed));
    assertThat(fixture.verify()).isEqualTo(new Broken(last, Optional.empty(), Damage.CHANGED));
    fixture.tamper("DELETE FROM audit_archive");
    assertThat(fixture.verify()).isInstanceOf(Broken.class);
    fixture.tamper("UPDATE audit_archive SET position = position - 1");
    assertThat(fixture.verify())
        .isEqualTo(new Broken(last - 1, Optional.empty(), Damage.CHECKPOINT_FORGED));
  }

  @Test
  void aDamagedTrailIsNotArchived() {
    fixture.commit("UPDATE audit_event SET type = 'x' WHERE id = '" + fixture.eventAt(3) + "'");

    assertThat(archive(DECEMBER)).isInstanceOf(Outcome.Damaged.class);

    assertThat(fixture.count("audit_chain")).isEqualTo(length);
    assertThat(fixture.count("audit_archive")).isZero();
    assertThat(folder.resolve("archives")).doesNotExist();
  }

  @Test
  void whatCannotBeArchivedYetIsLeftAsItIs() {
    assertThat(archive(YearMonth.of(2027, 2)))
        .isEqualTo(new Outcome.NotYet(AuditArchives.Reason.MONTH_TOO_YOUNG));
    assertThat(archive(YearMonth.of(2026, 11))).isEqualTo(new Outcome.NothingToDo());

    at("2026-12-20T00:00:00Z");
    fixture.record(1); // of December, and not sealed
    at("2027-02-20T01:00:00Z");
    assertThat(archive(JANUARY)).isEqualTo(new Outcome.NotYet(AuditArchives.Reason.NOT_TIDY));
    fixture.seal();
    assertThat(archive(JANUARY))
        .isEqualTo(new Outcome.NotYet(AuditArchives.Reason.NO_CHECKPOINT_AFTER));
    fixture.recordSealAndSign();
    assertThat(archive(JANUARY)).isInstanceOf(Outcome.Archived.class);
  }

  @Test
  void aTableInUseIsLeftAloneAndNobodyWaitsLong() throws SQLException {
    var database = fixture.database;
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE audit_event IN ACCESS SHARE MODE");

      assertThat(archive(DECEMBER))
          .isEqualTo(new Outcome.NotYet(AuditArchives.Reason.TABLE_IN_USE));

      assertThat(fixture.count("audit_archive")).isZero();
      assertThat(fixture.count("audit_chain")).isEqualTo(length);
      connection.rollback();
    }
    assertThat(archive(DECEMBER)).isInstanceOf(Outcome.Archived.class);
  }

  @Test
  void anArchiveThatNobodySignedTakesNoLinkAway() {
    fixture.commit(
        "INSERT INTO audit_archive (position, file, archived_at, jws)"
            + " VALUES (9000000000000000000, 'x', now(), 'x')");

    assertThat(archive(DECEMBER)).isInstanceOf(Outcome.Damaged.class);

    assertThat(fixture.count("audit_chain")).isEqualTo(length);
  }

  private Outcome.Archived archived(YearMonth before) {
    return (Outcome.Archived) archive(before);
  }

  private Outcome archive(YearMonth before) {
    return fixture
        .node
        .get(AuditArchives.class)
        .archive(before, folder.resolve("archives"), "op-7");
  }

  private void at(String time) {
    fixture.clock.advance(Duration.between(fixture.clock.instant(), Instant.parse(time)));
  }

  /** What the verifier says of the archive with other lines. */
  private TrailState with(Path file, UnaryOperator<List<String>> change) throws IOException {
    Path other = folder.resolve("tampered.jsonl.gz");
    try (PrintStream out =
        new PrintStream(
            new GZIPOutputStream(Files.newOutputStream(other)), false, StandardCharsets.UTF_8)) {
      change.apply(lines(file)).forEach(out::println);
    }
    return fixture.verify(List.of(), List.of(other));
  }

  private static List<String> lines(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static String garbled(String line) {
    return line.contains("\"form\"") ? line : line.replace(':', ';');
  }

  private static boolean isCheckpoint(String line) {
    return !line.contains("\"checkpoint\":null") && line.contains("\"checkpoint\":");
  }

  private static boolean isAt(String line, long position) {
    return line.contains("\"position\":" + position + ",") && !isCheckpoint(line);
  }

  private static List<String> change(List<String> lines, long position) {
    return lines.stream()
        .map(line ->
            isAt(line, position)
                ? line.replaceFirst("\"address\":\"[^\"]*\"", "\"address\":\"10.0.0.1\"")
                : line)
        .toList();
  }

  private static List<String> without(List<String> lines, long position) {
    List<String> rest = new ArrayList<>(lines);
    rest.removeIf(line -> isAt(line, position));
    return rest;
  }

  private static UUID event(Path file, long position) throws IOException {
    String line =
        lines(file).stream().filter(each -> isAt(each, position)).findFirst().orElseThrow();
    return UUID.fromString(line.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"));
  }
}
