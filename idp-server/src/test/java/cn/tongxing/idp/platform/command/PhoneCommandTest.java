package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.StaticApplicationContext;
import picocli.CommandLine;

/** What the operator sees and what the exit code says. */
class PhoneCommandTest {

  private static final Instant DUE = Instant.parse("2026-11-28T10:00:00Z");
  private static final Standings.Reason WHY = new Standings.Reason("lost/2026-114");

  private final PersonId one = new PersonId(UUID.randomUUID());
  private final PhoneNumber phone = PhoneNumber.parse("13800000000").orElseThrow();
  private final StringWriter said = new StringWriter();

  private record Answering(Outcome outcome) implements PhoneChanges {
    @Override
    public Outcome ask(PersonId person, PhoneNumber wanted, Shown shown, RequestOrigin origin) {
      throw new AssertionError("no person asks here");
    }

    @Override
    public Outcome askFor(
        PersonId person, PhoneNumber wanted, Standings.Reason caseNumber, RequestOrigin origin) {
      return outcome;
    }

    @Override
    public Stopped cancel(PersonId person, Set<Own> shown, RequestOrigin origin) {
      return Stopped.NOTHING_WAITS;
    }

    @Override
    public Optional<Waiting> waiting(PersonId person) {
      return Optional.empty();
    }

    @Override
    public int disown(PhoneNumber theirs, RequestOrigin origin) {
      return 0;
    }

    @Override
    public int finishDue() {
      return 0;
    }
  }

  private int run(PhoneChanges.Outcome outcome) {
    var command = new PhoneCommand();
    new CommandLine(command)
        .setOut(new PrintWriter(said, true))
        .parseArgs(one.toString(), "--reason", "lost", "--case", "2026-114");
    var server = new StaticApplicationContext();
    server.getBeanFactory().registerSingleton("changes", new Answering(outcome));
    return command.run(server, phone, WHY);
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
        arguments(new PhoneChanges.Outcome.Waits(DUE), 0, "2026-11-28T10:00:00Z"),
        arguments(new PhoneChanges.Outcome.TheirsAlready(), 0, "already"),
        arguments(new PhoneChanges.Outcome.WaitsAlready(DUE), 1, "Nothing was changed"),
        arguments(new PhoneChanges.Outcome.AtCounter(), 1, "only the counter"),
        arguments(new PhoneChanges.Outcome.NoRoom(), 1, "Five persons"),
        arguments(new PhoneChanges.Outcome.Nobody(), 1, "no such person"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void itSaysWhatBecameOfIt(PhoneChanges.Outcome outcome, int code, String words) {
    assertThat(run(outcome)).isEqualTo(code);
    assertThat(said.toString()).contains(words).doesNotContain("13800000000");
  }

  @Test
  void reasonAndCaseAreAskedForAndTheNumberIsNoArgument() {
    var line = new CommandLine(new PhoneCommand()).setErr(new PrintWriter(said, true));

    assertThat(line.execute(one.toString(), "--reason", "lost")).isEqualTo(2);
    assertThat(line.execute(one.toString(), "13800000000", "--reason", "a1", "--case", "b1"))
        .isEqualTo(2);
    assertThat(said.toString()).contains("--case");
  }
}
