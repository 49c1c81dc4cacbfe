package cn.tongxing.idp.audit.chain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

@Clause("G4")
class AppendOnlyTest {

  @TempDir static Path folder;
  private static AuditFixture fixture;

  @BeforeAll
  static void start() {
    fixture = new AuditFixture(folder);
    fixture.recordSealAndSign();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_event SET type = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_event_2026_11 SET type = 'x'",
        "DELETE FROM audit_event_2026_11",
        "TRUNCATE audit_event_2026_11",
        "TRUNCATE audit_event_default",
        "UPDATE audit_chain SET hash = hash",
        "DELETE FROM audit_chain",
        "TRUNCATE audit_chain",
        "UPDATE audit_checkpoint SET jws = ''",
        "DELETE FROM audit_checkpoint",
        "TRUNCATE audit_checkpoint"
      })
  void ordinaryStatementsCannotChangeTheTrail(String statement) {
    assertThatThrownBy(() -> fixture.node.jdbc().sql(statement).update())
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("append-only");
  }
}
